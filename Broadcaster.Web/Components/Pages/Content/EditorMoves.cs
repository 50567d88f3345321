using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Scheduling;
using Microsoft.AspNetCore.Components.Forms;

namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>What the editor's buttons do, each by its use case.</summary>
public sealed class EditorMoves(
    SubmitContent submit,
    WithdrawContent withdraw,
    ReviseContent revise,
    ArchiveContent archive,
    DeleteContent delete,
    UnscheduleContent unschedule,
    RetryFailed retryFailed,
    UploadMedia upload,
    DescribeMedia describe,
    ApprovalPolicy approvals)
{
    public Task<ApprovalMode> ApprovalModeAsync(Caller caller, CancellationToken ct) => approvals.ModeAsync(caller, ct);

    /// <summary>A move that needs nothing but the piece.</summary>
    public async Task<Result> TakeAsync(Caller caller, Guid contentId, string move, CancellationToken ct) => move switch
    {
        ContentWorkflow.Submit => Plain(await submit.ExecuteAsync(caller, contentId, ct)),
        ContentWorkflow.Withdraw => Plain(await withdraw.ExecuteAsync(caller, contentId, ct)),
        ContentWorkflow.Archive => Plain(await archive.ExecuteAsync(caller, contentId, ct)),
        ContentWorkflow.Unschedule => Plain(await unschedule.ExecuteAsync(caller, contentId, ct)),
        ContentWorkflow.RetryFailed => Plain(await retryFailed.ExecuteAsync(caller, contentId, ct)),
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, "This move needs more than the piece."),
    };

    public Task<Result<ContentItem>> ReviseAsync(Caller caller, Guid contentId, CancellationToken ct) => revise.ExecuteAsync(caller, contentId, ct);

    public Task<Result> DeleteAsync(Caller caller, Guid contentId, CancellationToken ct) => delete.ExecuteAsync(caller, contentId, null, ct);

    public async Task<Result<MediaFile>> UploadAsync(Caller caller, IBrowserFile file, CancellationToken ct)
    {
        if (file.Size > MediaLimits.Bytes)
        {
            return new MediaTooLarge();
        }

        await using var bytes = file.OpenReadStream(MediaLimits.Bytes, ct);
        return await upload.ExecuteAsync(caller, file.Name, bytes, altText: null, ct);
    }

    public Task<Result<MediaFile>> DescribeAsync(Caller caller, Guid mediaId, string text, CancellationToken ct) => describe.ExecuteAsync(caller, mediaId, text, ct);

    private static Result Plain<T>(Result<T> result) => result.Ok ? Result.Done : result.Error;
}
