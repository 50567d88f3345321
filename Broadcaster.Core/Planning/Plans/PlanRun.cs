using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>One time that a plan was started.</summary>
public sealed class PlanRun : IWorkspaceOwned
{
    public required Guid WorkspaceId { get; init; }

    public required Guid PlanId { get; init; }

    /// <summary>1, 2, 3, …</summary>
    public required int Number { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>ready, failed, cancelled; null while it goes on.</summary>
    public PlanStatus? Outcome { get; set; }

    public required PlanStage FromStage { get; init; }

    /// <summary>Where it ended.</summary>
    public PlanStage? ToStage { get; set; }

    public string? Problem { get; set; }

    public Guid? StartedBy { get; init; }
}
