using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>Where a job goes after an outcome: the columns that the outcome writes.</summary>
public sealed record JobTransition
{
    public required JobStatus Status { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public int Failures { get; init; }

    public int LookUps { get; init; }

    public string? PendingHandle { get; init; }

    public string? ErrorKind { get; init; }

    public string? ErrorMessage { get; init; }

    public string? ErrorHint { get; init; }

    public int? ErrorHttpStatus { get; init; }

    public string? ErrorField { get; init; }

    /// <summary>Whether <see cref="PublishJob.ResendUnknown"/> stays set for the next attempt.</summary>
    public bool ResendUnknown { get; init; }

    /// <summary>What this says about whether it is out; null: nothing new.</summary>
    public Certainty? Certainty { get; init; }

    public bool Ends => JobWorkflow.IsOver(Status);

    /// <summary>A late writer may only bring certainty: success or failure, never another guess.</summary>
    public bool Definite => Status is JobStatus.Succeeded or JobStatus.Failed or JobStatus.Confirming;
}
