using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Asks the connectors of the channels which options they read.</summary>
internal sealed class ChannelOptions(ConnectorRegistry connectors) : IVariantOptions
{
    public async Task<IReadOnlyDictionary<(Guid ChannelId, string Option), string>> CheckAsync(
        BroadcasterDbContext db, IReadOnlyList<VariantSnapshot> variants, CancellationToken ct)
    {
        var problems = new Dictionary<(Guid, string), string>();
        var ids = variants.Select(v => v.ChannelId).ToList();
        var kinds = await db.Channels.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Connector }).ToDictionaryAsync(c => c.Id, c => c.Connector, ct);
        foreach (var variant in variants)
        {
            // A channel that is not there has its own message, and one whose connector is gone publishes nothing.
            if (!kinds.TryGetValue(variant.ChannelId, out var kind) || !connectors.TryGet(kind, out var connector))
            {
                continue;
            }

            foreach (var (option, problem) in ConnectorOptions.Check(connector, variant.Options))
            {
                problems[(variant.ChannelId, option)] = problem;
            }
        }

        return problems;
    }
}
