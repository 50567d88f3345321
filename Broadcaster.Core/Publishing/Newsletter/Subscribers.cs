using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Connectors.Email;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Newsletter;

/// <summary>Who left which list.</summary>
public sealed class Subscribers(Database database, UnsubscribeTokens tokens) : ISubscribers
{
    public async Task<IReadOnlySet<string>> UnsubscribedAsync(Guid workspaceId, Guid channelId, IReadOnlyCollection<string> addresses, CancellationToken ct)
    {
        await using var db = database.Read(workspaceId);
        var gone = await db.EmailSuppressions.Where(s => s.ChannelId == channelId).Select(s => s.Address).ToListAsync(ct);
        return gone.Where(addresses.Contains).ToHashSet(StringComparer.Ordinal);
    }

    public string UnsubscribePath(Guid workspaceId, Guid channelId, string address) =>
        "/u/" + tokens.Make(new Subscription(workspaceId, channelId, address));
}
