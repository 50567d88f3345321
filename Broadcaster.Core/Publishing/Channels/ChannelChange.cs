using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>A change of a channel's state that needs no input.</summary>
internal static class ChannelChange
{
    public static async Task<Result<Channel>> RunAsync(
        Database database, TimeProvider clock, Caller caller, Guid channelId, string action, Action<Channel> change, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ManageChannels) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, action);
        var channel = await db.Channels.FirstOrDefaultAsync(c => c.Id == channelId && c.DeletedAt == null, ct);
        if (channel is null)
        {
            return new NotFound("channel");
        }

        change(channel);
        if (!db.ChangeTracker.HasChanges())
        {
            return channel;
        }

        channel.UpdatedAt = clock.GetUtcNow();
        return await ChannelSave.RunAsync(db, channel, ct);
    }
}
