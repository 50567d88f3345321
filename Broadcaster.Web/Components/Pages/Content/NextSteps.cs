using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Components.Shared;

namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>One thing that can be done with a piece.</summary>
/// <param name="Move">By the workflow's name.</param>
public sealed record Step(string Move, string Text, string Icon);

/// <summary>What can be done with a piece now, derived from its moves: the one clear button, the others, and a sentence.</summary>
/// <param name="Primary">Null where somebody or something else is next.</param>
/// <param name="Sentence">Where the piece stands and what comes next.</param>
public sealed record NextSteps(Step? Primary, IReadOnlyList<Step> Others, string Sentence)
{
    private static readonly string[] InOrderOfWeight =
    [
        ContentWorkflow.Approve, ContentWorkflow.RetryFailed, ContentWorkflow.Submit, ContentWorkflow.Schedule, ContentWorkflow.Publish, ContentWorkflow.Revise,
        ContentWorkflow.Reject, ContentWorkflow.Withdraw, ContentWorkflow.Unschedule,
    ];

    public static NextSteps Of(ContentDetail detail, ApprovalMode mode, Caller caller)
    {
        var content = detail.Content;

        // Where review is only offered, somebody who may publish goes straight on, and everybody else submits.
        var order = content.State == ContentState.Draft && mode == ApprovalMode.Optional && detail.Moves.Contains(ContentWorkflow.Schedule)
            ? InOrderOfWeight.OrderBy(m => m is ContentWorkflow.Schedule ? 0 : m is ContentWorkflow.Publish ? 1 : 2)
            : InOrderOfWeight.AsEnumerable();
        var steps = order.Where(detail.Moves.Contains).Select(m => Describe(m, content.State)).ToList();
        var primary = steps.Find(s => s.Move is not (ContentWorkflow.Reject or ContentWorkflow.Withdraw or ContentWorkflow.Unschedule));
        return new NextSteps(primary, [.. steps.Where(s => s != primary)], SentenceOf(detail, mode, caller));
    }

    private static Step Describe(string move, ContentState state) => move switch
    {
        ContentWorkflow.Submit => new(move, "Submit for review", "send"),
        ContentWorkflow.Approve => new(move, "Review and decide", "rate_review"),
        ContentWorkflow.Reject => new(move, "Request changes", "undo"),
        ContentWorkflow.Withdraw => new(move, "Withdraw", "undo"),
        ContentWorkflow.Schedule => new(move, "Schedule…", "schedule"),
        ContentWorkflow.Publish => new(move, "Publish now…", "podcasts"),
        ContentWorkflow.Unschedule => new(move, "Take off the schedule", "event_busy"),
        ContentWorkflow.RetryFailed => new(move, state == ContentState.Failed ? "Send again" : "Send again where it failed", "replay"),
        _ => new(move, "Revise", "edit"),
    };

    private static string SentenceOf(ContentDetail detail, ApprovalMode mode, Caller caller) => detail.Content.State switch
    {
        ContentState.Draft => mode switch
        {
            ApprovalMode.Required => "Write, then submit it: somebody has to approve it before it goes out.",
            ApprovalMode.Optional => "Write, then submit it for review or schedule it.",
            ApprovalMode.None => "Write, then schedule it.",
        },
        ContentState.InReview when detail.Moves.Contains(ContentWorkflow.Approve) => "It waits for your decision.",
        ContentState.InReview when caller.May(WorkspaceAction.Review) => new SelfApproval().Message,
        ContentState.InReview => "It waits for a reviewer.",
        ContentState.Rejected => "Changes were requested. Edit it, and it becomes a draft that can be submitted again.",
        ContentState.Approved => detail.Moves.Contains(ContentWorkflow.Schedule) ? "Approved as it is. Any edit voids the approval." : "Approved as it is. An editor can schedule it now.",
        ContentState.Scheduled => "It goes out by itself at its time. Any edit takes it off the schedule.",
        ContentState.Publishing => "It is going out now.",
        ContentState.Published => "It is out. What went out stays as it is; a revision becomes a new draft.",
        ContentState.PartiallyPublished => "It is out on some channels, and failed on others.",
        ContentState.Failed => "It did not go out. See why below.",
        ContentState.Archived => "It is put away. A revision becomes a new draft.",
    };

    /// <summary>What an edit of the piece costs, as a question.</summary>
    public static string CostOfEditing(ContentState state, int jobs) => state == ContentState.Scheduled
        ? $"This voids the approval and cancels {Plural.Of(jobs, "scheduled post")}. The piece becomes a draft again."
        : "This voids the approval. The piece becomes a draft again.";
}
