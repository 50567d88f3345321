namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>Where a job stands.</summary>
public enum JobStatus
{
    /// <summary>Waits for its time, or for its channel.</summary>
    Queued,

    /// <summary>A node has it under a lease.</summary>
    Running,

    /// <summary>Provably not out; will be tried again at its next-attempt time.</summary>
    RetryScheduled,

    /// <summary>The platform has it and is finishing; only the read-only check repeats.</summary>
    Confirming,

    /// <summary>A person has to act: post it by hand, or say whether a late job should still go out.</summary>
    AwaitingManual,

    /// <summary>May or may not be out. Looked up where the platform can be asked; otherwise a person decides.</summary>
    Unconfirmed,

    Succeeded,
    Failed,
    Cancelled,
}
