using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>
/// Deletes a piece with its revisions. One that was sent anywhere, or that somebody tried to send, cannot be deleted: its
/// jobs, attempts and deliveries are the ledger, and the ledger is kept.
/// </summary>
public sealed class DeleteContent(Database database, DraftFiles files)
{
    public async Task<Result> ExecuteAsync(Caller caller, Guid contentId, int? version, CancellationToken ct)
    {
        await using var db = database.Write(caller, "content.deleted");
        if (await db.FindContentAsync(contentId, ct) is not { } item)
        {
            return new NotFound("content");
        }

        if (ContentWorkflow.Refuse(item, ContentWorkflow.Delete, caller) is { } refused)
        {
            return refused;
        }

        if (version is { } asked && asked != item.Version)
        {
            return new StaleVersion("content", item.Version);
        }

        if (await db.PublishJobs.AnyAsync(j => j.ContentId == contentId && j.Status == JobStatus.Running, ct))
        {
            return new ContentGoingOut();
        }

        if (await db.PublishJobs.AnyAsync(j => j.ContentId == contentId && !j.DryRun && j.StartedAt != null, ct))
        {
            return new ContentHasHistory();
        }

        db.Contents.Remove(item);
        if (await db.SaveContentAsync(item, ct) is { } clash)
        {
            return clash;
        }

        await files.RemoveAsync(caller.WorkspaceSlug, contentId);
        return Result.Done;
    }
}
