using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>The workspace wants an approval first.</summary>
public sealed record ContentNotApproved(string State)
    : Error("content.not_approved", "Approve the content before it goes out: submit it for review and have it approved.")
{
    public override IReadOnlyDictionary<string, object?> Details => new Dictionary<string, object?>
    {
        ["state"] = State,

        // What sends it is in the table, and just what the missing approval forbids.
        ["allowed"] = ContentWorkflow.MovesFrom(SnakeCase.Parse<ContentState>(State)).Select(m => m.Name).Except([ContentWorkflow.Schedule, ContentWorkflow.Publish, ContentWorkflow.RetryFailed]).ToArray(),
    };
}

/// <summary>The approval named the channels, and these are not among them.</summary>
public sealed record ChannelNotApproved(IReadOnlyList<string> Channels)
    : Error("content.channel_not_approved", $"The approval does not cover {string.Join(", ", Channels)}. Add the channel to the content and have it approved again.");

/// <summary>Something is being sent at this moment.</summary>
public sealed record ContentGoingOut()
    : Error("content.going_out", "It is going out right now. Wait until its jobs have finished, then try again.");

/// <summary>There is already a live job for the piece on the channel.</summary>
public sealed record AlreadyScheduled(string Channel)
    : Error("job.already_exists", $"This piece already has a job on {Channel}. Nothing goes out twice: cancel that job first, or revise the piece.");

/// <summary>It is out there already.</summary>
public sealed record AlreadyOut(string Channel)
    : Error("publication.already_out", $"This piece is out on {Channel} already. Revise it and update what is out, or take it down first.");

/// <summary>An unconfirmed job is only sent again when somebody says that it is not out.</summary>
public sealed record ConfirmationNeeded()
    : Error("job.confirmation_required", "It may already be out. Look on the channel first; if it is not there, send {\"confirm\": \"not_published\"}.")
{
    public override IReadOnlyDictionary<string, object?> Details => JobWorkflow.Illegal(JobStatus.Unconfirmed, JobWorkflow.Retry).Details;
}

/// <summary>Cancelling stops further attempts; it takes nothing back that may have arrived.</summary>
public sealed record MayBeOut(string Channel)
    : Error("job.may_be_out", $"It may already be out on {Channel}: an attempt ended without an answer. Cancelling only stops further attempts, and then somebody has to look. Send {{\"confirm\": \"maybe_out\"}} to do so.");

/// <summary>Some of a sending in parts is out.</summary>
public sealed record PartIsOut(string Channel)
    : Error("job.partly_out", $"A part of it is out on {Channel} already; those who have it keep it. Cancelling stops the rest. Send {{\"confirm\": \"partly_out\"}} to do so.");
