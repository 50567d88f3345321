using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>A line of a plan's log, for people.</summary>
public sealed class PlanLogLine : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid PlanId { get; init; }

    public required int Run { get; init; }

    public required DateTimeOffset At { get; init; }

    public required PlanStage Stage { get; init; }

    public required PlanLogLevel Level { get; init; }

    public required string Message { get; init; }
}

public enum PlanLogLevel
{
    Info,
    Warning,
    Error,
}
