using System.Collections.Frozen;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Publications;
using static Broadcaster.Core.Authoring.Content.Workflow.ContentState;

namespace Broadcaster.Core.Authoring.Content.Workflow;

/// <summary>
/// The workflow as one table. What is not in it is refused, always with <see cref="IllegalMove"/>. While jobs exist the engine
/// moves the piece between scheduled, publishing and the three ends; <see cref="ContentProgress"/> derives which.
/// </summary>
public static class ContentWorkflow
{
    public const string Edit = "edit";
    public const string Submit = "submit";
    public const string Withdraw = "withdraw";
    public const string Approve = "approve";
    public const string Reject = "reject";
    public const string Schedule = "schedule";
    public const string Publish = "publish";
    public const string Unschedule = "unschedule";
    public const string RetryFailed = "retry-failed";
    public const string Revise = "revise";
    public const string Archive = "archive";
    public const string Delete = "delete";

    private static readonly FrozenDictionary<ContentState, ContentMove[]> Table = new Dictionary<ContentState, ContentMove[]>
    {
        [Draft] =
        [
            new(Edit, Draft, WorkspaceAction.WriteContent),
            new(Submit, InReview, WorkspaceAction.WriteContent),
            new(Schedule, Scheduled, WorkspaceAction.Publish),
            new(Publish, ContentState.Publishing, WorkspaceAction.Publish),
            new(Archive, Archived, WorkspaceAction.WriteContent),
            new(Delete, null, WorkspaceAction.WriteContent),
        ],
        [InReview] =
        [
            new(Edit, InReview, WorkspaceAction.WriteContent),
            new(Approve, Approved, WorkspaceAction.Review),
            new(Reject, Rejected, WorkspaceAction.Review),
            new(Withdraw, Draft, WorkspaceAction.WriteContent),
        ],
        [Approved] =
        [
            new(Edit, Draft, WorkspaceAction.WriteContent),
            new(Schedule, Scheduled, WorkspaceAction.Publish),
            new(Publish, ContentState.Publishing, WorkspaceAction.Publish),
            new(Archive, Archived, WorkspaceAction.WriteContent),
        ],
        [Rejected] =
        [
            new(Edit, Draft, WorkspaceAction.WriteContent),
            new(Archive, Archived, WorkspaceAction.WriteContent),
            new(Delete, null, WorkspaceAction.WriteContent),
        ],
        [Scheduled] =
        [
            new(Edit, Draft, WorkspaceAction.WriteContent),
            new(Unschedule, null, WorkspaceAction.Publish),
        ],
        [ContentState.Publishing] = [],
        [Published] =
        [
            new(Revise, null, WorkspaceAction.WriteContent),
            new(Archive, Archived, WorkspaceAction.WriteContent),
        ],
        [PartiallyPublished] =
        [
            new(RetryFailed, ContentState.Publishing, WorkspaceAction.Publish),
            new(Revise, null, WorkspaceAction.WriteContent),
            new(Archive, Archived, WorkspaceAction.WriteContent),
        ],
        [Failed] =
        [
            new(RetryFailed, ContentState.Publishing, WorkspaceAction.Publish),
            new(Edit, Draft, WorkspaceAction.WriteContent),
            new(Schedule, Scheduled, WorkspaceAction.Publish),
            new(Publish, ContentState.Publishing, WorkspaceAction.Publish),
            new(Revise, null, WorkspaceAction.WriteContent),
            new(Archive, Archived, WorkspaceAction.WriteContent),
        ],
        [Archived] =
        [
            new(Revise, null, WorkspaceAction.WriteContent),
            new(Delete, null, WorkspaceAction.WriteContent),
        ],
    }.ToFrozenDictionary();

    public static IReadOnlyList<ContentMove> MovesFrom(ContentState state) => Table[state];

    public static ContentMove? Find(ContentState state, string move) => Array.Find(Table[state], m => m.Name == move);

    /// <summary>
    /// Null when this caller may make this move with this piece now; otherwise why not. State first, then permission:
    /// somebody who may write may move their own pieces only, unless they may edit anybody's.
    /// </summary>
    public static Error? Refuse(ContentItem item, string move, Caller caller)
    {
        if (Find(item.State, move) is not { } legal)
        {
            return new IllegalMove("content", move, SnakeCase.Of(item.State), [.. Table[item.State].Select(m => m.Name)]);
        }

        if (legal.Takes != WorkspaceAction.WriteContent)
        {
            return caller.Refuse(legal.Takes);
        }

        var own = item.CreatedBy is { } author && author == caller.MemberId;
        return own ? caller.Refuse(WorkspaceAction.WriteContent) : caller.Refuse(WorkspaceAction.EditAnyContent);
    }

    /// <summary>Whether an edit in this state voids an approval or a schedule and so takes a confirmation.</summary>
    public static bool EditTakesConfirmation(ContentState state) => state is Approved or Scheduled;
}
