using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Authoring.Content.Variants;

/// <summary>Knows what the channels read of a variant's options; asked before a variant is saved, so that nothing is kept that nobody reads.</summary>
public interface IVariantOptions
{
    /// <summary>What is wrong with the options of these variants, by channel and option; empty where all of them are read.</summary>
    Task<IReadOnlyDictionary<(Guid ChannelId, string Option), string>> CheckAsync(BroadcasterDbContext db, IReadOnlyList<VariantSnapshot> variants, CancellationToken ct);
}
