using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Channels;

internal static class ChannelSave
{
    public static async Task<Result<Channel>> RunAsync(BroadcasterDbContext db, Channel channel, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return channel;
        }
        catch (DbUpdateConcurrencyException)
        {
            var current = await db.Channels.AsNoTracking().Where(c => c.Id == channel.Id).Select(c => c.Version).FirstOrDefaultAsync(ct);
            return new StaleVersion("channel", current);
        }
    }
}
