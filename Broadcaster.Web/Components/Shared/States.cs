using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;

namespace Broadcaster.Web.Components.Shared;

/// <summary>How a state looks everywhere: its word, its icon and its meaning.</summary>
public readonly record struct StateLook(string Word, string Icon, Meaning Meaning);

/// <summary>The one table of words and icons for states.</summary>
public static class States
{
    public static StateLook Look(this ContentState state) => state switch
    {
        ContentState.Draft => new("Draft", "edit_note", Meaning.Neutral),
        ContentState.InReview => new("In review", "visibility", Meaning.Info),
        ContentState.Approved => new("Approved", "check", Meaning.Good),
        ContentState.Rejected => new("Changes requested", "rate_review", Meaning.Needs),
        ContentState.Scheduled => new("Scheduled", "schedule", Meaning.Info),
        ContentState.Publishing => new("Publishing", "podcasts", Meaning.Working),
        ContentState.Published => new("Published", "check_circle", Meaning.Good),
        ContentState.PartiallyPublished => new("Partly published", "rule", Meaning.Needs),
        ContentState.Failed => new("Failed", "error", Meaning.Bad),
        ContentState.Archived => new("Archived", "archive", Meaning.Neutral),
    };

    public static StateLook Look(this JobStatus status) => status switch
    {
        JobStatus.Queued => new("Queued", "schedule", Meaning.Info),
        JobStatus.Running => new("Running", "podcasts", Meaning.Working),
        JobStatus.RetryScheduled => new("Retry scheduled", "update", Meaning.Needs),
        JobStatus.Confirming => new("Confirming", "hourglass_top", Meaning.Working),
        JobStatus.AwaitingManual => new("Waiting for you", "back_hand", Meaning.Needs),
        JobStatus.Unconfirmed => new("Unconfirmed", "help", Meaning.Needs),
        JobStatus.Succeeded => new("Succeeded", "check_circle", Meaning.Good),
        JobStatus.Failed => new("Failed", "error", Meaning.Bad),
        JobStatus.Cancelled => new("Cancelled", "block", Meaning.Neutral),
    };

    public static StateLook Look(this PlanStatus status) => status switch
    {
        PlanStatus.Draft => new("Idea", "lightbulb", Meaning.Neutral),
        PlanStatus.Queued => new("Queued", "schedule", Meaning.Info),
        PlanStatus.Researching => new("Researching", "travel_explore", Meaning.Working),
        PlanStatus.Generating => new("Writing", "edit", Meaning.Working),
        PlanStatus.Refining => new("Refining", "tune", Meaning.Working),
        PlanStatus.Ready => new("Ready", "check_circle", Meaning.Good),
        PlanStatus.Failed => new("Failed", "error", Meaning.Bad),
        PlanStatus.Cancelled => new("Cancelled", "block", Meaning.Neutral),
        PlanStatus.Approved => new("Approved", "check", Meaning.Good),
        PlanStatus.Archived => new("Archived", "archive", Meaning.Neutral),
    };

    public static StateLook Look(this ChannelHealth health) => health switch
    {
        ChannelHealth.Ok => new("Healthy", "check_circle", Meaning.Good),
        ChannelHealth.BackingOff => new("Backing off", "hourglass_top", Meaning.Needs),
        ChannelHealth.OpenCircuit => new("Resting after failures", "electrical_services", Meaning.Bad),
        ChannelHealth.NeedsReconnect => new("Needs reconnecting", "link_off", Meaning.Bad),
        ChannelHealth.Paused => new("Paused", "pause_circle", Meaning.Neutral),
    };
}
