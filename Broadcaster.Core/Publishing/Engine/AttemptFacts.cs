using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>What <see cref="OutcomePolicy"/> has to know about a job and its connector.</summary>
public sealed record AttemptFacts
{
    public JobAction Action { get; init; }

    /// <summary>Of the publication, before this outcome.</summary>
    public Certainty Certainty { get; init; }

    public required int Failures { get; init; }

    public required int MaxAttempts { get; init; }

    public int LookUps { get; init; }

    public bool ResendUnknown { get; init; }

    /// <summary>The first claim since a person last queued it.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required IReadOnlyList<int> BackoffSeconds { get; init; }

    public required Guarantee Guarantee { get; init; }

    public Capabilities Capabilities { get; init; }

    public TimeSpan FindDelay { get; init; } = TimeSpan.FromSeconds(10);
}
