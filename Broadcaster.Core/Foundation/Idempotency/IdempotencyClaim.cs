using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Foundation.Idempotency;

/// <summary>What a repeated request is to do.</summary>
public abstract record IdempotencyClaim
{
    private IdempotencyClaim()
    {
    }

    /// <summary>
    /// The first one: run it, then complete or release. Where <see cref="KeyedRequest.GoesOn"/>, a run before it did work and
    /// stopped before its answer.
    /// </summary>
    public sealed record First(ClaimedRequest Request) : IdempotencyClaim;

    /// <summary>It was answered before: give this answer again.</summary>
    public sealed record Answered(IdempotentAnswer Answer) : IdempotencyClaim;

    /// <summary>The first one still runs.</summary>
    public sealed record InProgress : IdempotencyClaim;

    /// <summary>The key was used with another body.</summary>
    public sealed record OtherBody : IdempotencyClaim;
}

/// <summary>An answer as it is kept.</summary>
public sealed record IdempotentAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body);
