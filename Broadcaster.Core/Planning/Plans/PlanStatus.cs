namespace Broadcaster.Core.Planning.Plans;

/// <summary>Where a plan stands.</summary>
public enum PlanStatus
{
    Draft,

    /// <summary>Waits for a place, or for its time.</summary>
    Queued,

    Researching,

    Generating,

    /// <summary>Being improved, and then fitted to its channels.</summary>
    Refining,

    Ready,
    Failed,
    Cancelled,

    /// <summary>Its content item exists.</summary>
    Approved,

    Archived,
}
