using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Planning.Research;

/// <summary>Reads the competition and says what a piece on a topic should cover. Stores nothing, spends nothing but Firecrawl's credits.</summary>
public interface IResearcher
{
    /// <param name="progress">Told in order, from one thread at a time; may be null. Must not throw.</param>
    /// <returns>A report, also where pages failed (each source then has its problem). Refused only where nothing was given to work with.</returns>
    Task<Result<ResearchReport>> ResearchAsync(ResearchRequest request, IProgress<ResearchProgress>? progress, CancellationToken ct);
}
