using Broadcaster.Core.Authoring.Content.Workflow;

namespace Broadcaster.Core.Publishing.Jobs.Queries;

/// <summary>What the front page shows of a workspace.</summary>
/// <param name="PendingApprovals">Pieces in review.</param>
/// <param name="Upcoming">What goes out next, soonest first.</param>
/// <param name="RecentDeliveries">What just went out, newest first.</param>
public sealed record Dashboard(
    IReadOnlyDictionary<ContentState, int> ContentByState,
    IReadOnlyDictionary<JobStatus, int> JobsByStatus,
    int PendingApprovals,
    IReadOnlyList<JobView> Upcoming,
    IReadOnlyList<DeliveryView> RecentDeliveries,
    IReadOnlyList<DashboardAlert> Alerts);

/// <summary>Something that wants a look.</summary>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Count">How many things it is about.</param>
/// <param name="ChannelId">The channel that it is about, if it is about one.</param>
/// <param name="JobId">The job that it is about, if it is about one.</param>
public sealed record DashboardAlert(DashboardAlertKind Kind, AlertSeverity Severity, string Message, int Count, Guid? ChannelId = null, Guid? JobId = null, DateTimeOffset? Since = null);

public enum DashboardAlertKind
{
    /// <summary>Due for a minute and not started, with nothing that holds them.</summary>
    JobsOverdue,
    ChannelNeedsReconnect,
    ChannelOpenCircuit,
    JobsUnconfirmed,
    JobsAwaitingManual,

    /// <summary>Failed within the last 24 hours.</summary>
    JobsFailed,
}

/// <summary>Warning: somebody should look. Error: something does not go out.</summary>
public enum AlertSeverity
{
    Warning,
    Error,
}
