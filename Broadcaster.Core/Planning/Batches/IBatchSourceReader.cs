using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Planning.Batches;

/// <summary>Reads ideas out of a living document. One for each kind of document; another connector adds another.</summary>
public interface IBatchSourceReader
{
    /// <summary>What <see cref="BatchSource.Kind"/> says for it.</summary>
    string Kind { get; }

    Task<Result<BatchIdeas>> ReadAsync(BatchSource source, CancellationToken ct);
}

/// <summary>The ideas of a document, in its order.</summary>
public sealed record BatchIdeas(IReadOnlyList<BatchIdea> Ideas);
