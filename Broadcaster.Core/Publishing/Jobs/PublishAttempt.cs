using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>One try of a job: the ledger row, committed with its intent before the network is touched.</summary>
public sealed class PublishAttempt : IWorkspaceOwned
{
    public required Guid WorkspaceId { get; init; }

    public required Guid JobId { get; init; }

    /// <summary>The job's attempt number at the claim. (job, number) is the key.</summary>
    public required int Number { get; init; }

    public required string Node { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Set with the intent: from here on an outcome that is not known is Unknown, never NotSent.</summary>
    public DateTimeOffset? SendStartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>SHA-256 of what is about to be sent (the rendered content), hex.</summary>
    public string? RequestHash { get; set; }

    public required string CorrelationId { get; init; }

    /// <summary>snake_case of the outcome; null while it runs.</summary>
    public string? Outcome { get; set; }

    public string? Error { get; set; }

    /// <summary>JSON: the requests and answers (<see cref="Contracts.RequestCapture"/>), secrets masked, bodies cut.</summary>
    public string? Requests { get; set; }

    /// <summary>JSON: the steps and messages with their times (<see cref="Contracts.StepLine"/>).</summary>
    public string? Log { get; set; }
}
