namespace Broadcaster.Web.Components.Shared;

/// <summary>What the schedule dialog is for.</summary>
public enum ScheduleGoal
{
    Schedule,

    /// <summary>Approve and schedule in one commit.</summary>
    Approve,
}
