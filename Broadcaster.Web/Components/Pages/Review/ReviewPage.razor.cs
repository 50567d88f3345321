using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Previews;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Broadcaster.Web.Components.Pages.Review;

/// <summary>What waits for a decision, the piece as its channels would get it with what changed, and the decision.</summary>
[StaysOpen]
public sealed partial class ReviewPage(
    PendingApprovals pending,
    ContentQueries contents,
    RevisionQueries revisions,
    ChannelQueries channelQueries,
    PreviewContent previews,
    ValidateContent validate,
    ApproveContent approve,
    RejectContent reject,
    DialogService dialogs) : PageBase
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(400);

    private Page<PendingTitle>? queue;
    private ContentDetail? detail;

    /// <summary>What the reviewer looks at: the text stays under their eyes when somebody changes the piece.</summary>
    private ContentSnapshot? shown;
    private string shownHash = "";
    private ContentDiff? changes;
    private ContentPreview? preview;
    private IReadOnlyList<ContentProblem> problems = [];
    private IReadOnlyDictionary<Guid, ChannelName> channels = new Dictionary<Guid, ChannelName>();
    private IReadOnlyDictionary<Guid, string> channelNames = new Dictionary<Guid, string>();
    private Guid? wanted, view;
    private string comment = "", since = "";
    private string? commentError, problem;
    private bool busy, changedUnder, missing;

    [Parameter]
    public Guid? Id { get; set; }

    private Guid? Shown => detail?.Content.Id;

    private bool CanDecide => detail?.Moves.Contains(ContentWorkflow.Approve) == true;

    private Approval? Last => detail?.Content.Approvals.MaxBy(a => a.At);

    private Guid? NextWaiting => queue?.Items.FirstOrDefault(i => i.Id != Shown)?.Id;

    private string EmptyText => May(WorkspaceAction.Review)
        ? "Pieces that are submitted for review appear here at once. What you wrote yourself waits for somebody else, unless the settings allow otherwise."
        : "Deciding on pieces takes an owner, admin, editor or reviewer.";

    private string DecidedMeaning => detail?.Content.State == ContentState.InReview ? "info" : Last?.Decision == ApprovalDecision.Approved ? "good" : "needs";

    private string WhyNoDecision => detail switch
    {
        { Content.State: ContentState.InReview } when !May(WorkspaceAction.Review) => $"Your role ({Caller.Role}) can read this; a reviewer decides.",
        { Content.State: ContentState.InReview } => new SelfApproval().Message,
        { Content.State: ContentState.Draft } => "It is a draft again: its author took it back or changed it.",
        _ when Last is { } last => $"{(last.MemberId == Caller.MemberId ? "You" : last.MemberName)} {(last.Decision == ApprovalDecision.Approved ? "approved this piece" : "requested changes")}.",
        _ => "It is not in review any more.",
    };

    protected override async Task OnParametersSetAsync()
    {
        if (!AddressChanged())
        {
            return;
        }

        channels = (await channelQueries.NamesAsync(Caller, Gone)).ToDictionary(c => c.Id);
        channelNames = channels.ToDictionary(c => c.Key, c => c.Value.Name);
        await ReadQueueAsync();
        if ((Id ?? queue!.Items.FirstOrDefault()?.Id) is var next && (next != wanted || missing))
        {
            await OpenAsync(next);
        }
    }

    private async Task ReadQueueAsync() => queue = await pending.TitlesAsync(Caller, new PageRequest(1, 100), Gone);

    private async Task OpenAsync(Guid? id)
    {
        wanted = id;
        (detail, shown, changes, preview, comment, commentError, problem, changedUnder) = (null, null, null, null, "", null, null, false);
        missing = false;
        if (id is not { } asked)
        {
            return;
        }

        var found = await contents.FindDetailAsync(Caller, asked, Gone);
        var before = found is null ? null : await LastDecidedAsync(found.Content);

        // Another one was picked meanwhile: this comes too late to be shown.
        if (wanted != id)
        {
            return;
        }

        (detail, missing) = (found, found is null);
        if (found is not null)
        {
            await LookAsync(before);
        }
    }

    /// <summary>Shows the piece as it is now, with what changed since this.</summary>
    private async Task LookAsync((ContentSnapshot Piece, string Words)? before)
    {
        shown = ContentSnapshot.Of(detail!.Content);
        shownHash = detail.Content.Hash;
        changedUnder = false;
        changes = before is { } earlier && ContentDiff.Between(earlier.Piece, shown) is { IsEmpty: false } diff ? diff : null;
        since = before?.Words ?? "";
        await ShowAsync(changes is not null ? null : shown.ChannelIds.Cast<Guid?>().FirstOrDefault(id => channels.ContainsKey(id!.Value)));
    }

    private async Task<(ContentSnapshot Piece, string Words)?> LastDecidedAsync(ContentItem item)
    {
        // The revision that was decided on: a decision keeps it from being written over.
        if (item.Approvals.MaxBy(a => a.At) is not { } last || last.ContentHash == item.Hash
            || await revisions.FindByHashAsync(Caller, item.Id, last.ContentHash, Gone) is not { } revision)
        {
            return null;
        }

        var decided = last.Decision == ApprovalDecision.Approved ? "approved it" : "requested changes";
        return (revision.Piece, $"Since {(last.MemberId == Caller.MemberId ? "you" : last.MemberName)} {decided}. Red is what it said then, green what it says now.");
    }

    private async Task ShowNewAsync()
    {
        if (detail is not null && shown is { } before)
        {
            await LookAsync((before, "Since you looked at it. Red is what it said then, green what it says now."));
        }
    }

    private async Task ShowAsync(Guid? channelId)
    {
        view = channelId;
        preview = null;
        problems = [];
        if (channelId is { } id && shown is { } text && detail is { } piece)
        {
            var rendered = await previews.RenderAsync(Caller, piece.Content.Id, text, id, Gone);
            var checks = await validate.CheckAsync(Caller, piece.Content.Id, text, [id], Gone);
            if (view == channelId && shown == text)
            {
                preview = rendered.Ok ? rendered.Value : null;
                problems = checks.Count > 0 ? checks[0].Problems : [];
            }
        }
    }

    private async Task HearAsync(IReadOnlyList<LiveEvent> events)
    {
        await ReadQueueAsync();
        if (detail is { } before && (events.Count == 0 || events.Any(e => e.ContentId == before.Content.Id)))
        {
            await RereadAsync(before.Content.Id);
        }
        else if (detail is null && Id is null && queue!.Items.Count > 0)
        {
            await OpenAsync(queue.Items[0].Id);
        }
    }

    private async Task RereadAsync(Guid id)
    {
        var read = await contents.FindDetailAsync(Caller, id, Gone);
        if (Shown != id)
        {
            return;
        }

        if (read is not { } now)
        {
            await OpenAsync(null);
            missing = Id is not null;
            return;
        }

        detail = now;
        changedUnder = now.Content.Hash != shownHash;
        problem = null;
    }

    private void TypeComment(ChangeEventArgs e)
    {
        comment = e.Value as string ?? "";
        commentError = null;
    }

    private void Tell(Error? error, string done)
    {
        if (error is null)
        {
            Toasts.Done(done);
        }
        else
        {
            Toasts.Problem(error);
        }
    }

    private Task ApproveAsync() => DecideAsync(async id =>
        await approve.ExecuteAsync(Caller, id, new ApproveRequest { Comment = comment, ContentHash = shownHash }, Gone) is { Ok: false } result ? result.Error : null, "Approved.");

    private async Task ApproveAndScheduleAsync()
    {
        if (detail is { } piece
            && await ScheduleDialog.OpenAsync(dialogs, Workspace, piece.Content, approval: new ApproveRequest { Comment = comment, ContentHash = shownHash }) is { } words)
        {
            Toasts.Done(words);
            comment = "";
        }

        if (Shown is { } id)
        {
            await RereadAsync(id);
        }
    }

    private Task RejectAsync()
    {
        if (string.IsNullOrWhiteSpace(comment))
        {
            commentError = "Say what has to change: the author sees your comment.";
            return Task.CompletedTask;
        }

        return DecideAsync(async id => await reject.ExecuteAsync(Caller, id, comment, shownHash, Gone) is { Ok: false } result ? result.Error : null, "Sent back to its author.");
    }

    private async Task DecideAsync(Func<Guid, Task<Error?>> decide, string done)
    {
        if (Shown is not { } id)
        {
            return;
        }

        busy = true;
        problem = null;
        var error = await decide(id);
        busy = false;
        await ReadQueueAsync();
        if (Shown != id)
        {
            // The reviewer is at another piece already, with another comment.
            Tell(error, done);
            return;
        }

        await RereadAsync(id);
        if (error is null)
        {
            comment = "";
            Toasts.Done(done);
            return;
        }

        // Somebody was quicker: the page now shows what they did, which says it better than an error.
        commentError = error.At("comment");
        problem = commentError is null && CanDecide && !changedUnder ? error.Message : null;
    }
}
