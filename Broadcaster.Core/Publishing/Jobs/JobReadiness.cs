using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>Whether what a job was made for is still what would go out.</summary>
internal static class JobReadiness
{
    public static async Task<Error?> RefuseAsync(BroadcasterDbContext db, PublishJob job, CancellationToken ct)
    {
        var content = await db.Contents.AsNoTracking()
            .Where(c => c.Id == job.ContentId)
            .Select(c => new { c.State, c.Hash, c.ApprovedHash })
            .FirstAsync(ct);
        if (content.Hash != job.ContentHash)
        {
            return new ContentEdited();
        }

        if (await db.Channels.AnyAsync(c => c.Id == job.ChannelId && c.DeletedAt != null, ct))
        {
            return new ChannelDeleted();
        }

        var settings = await db.Workspaces.AsNoTracking().Where(w => w.Id == job.WorkspaceId).Select(w => w.Settings).FirstAsync(ct);
        if (settings.Approvals.Mode == ApprovalMode.Required && content.ApprovedHash != content.Hash)
        {
            return new ContentNotApproved(SnakeCase.Of(content.State));
        }

        // A cancelled job of a piece that went back to editing must not bring it out by the back door.
        return content.State is ContentState.InReview or ContentState.Rejected or ContentState.Archived
            ? new ContentNotApproved(SnakeCase.Of(content.State))
            : null;
    }
}

/// <summary>The piece is not any more what the job was made for.</summary>
public sealed record ContentEdited()
    : Error("content.changed", "The content was edited since this job was made. Schedule the piece again instead.");

/// <summary>The channel of the job is gone, so it would wait for ever.</summary>
public sealed record ChannelDeleted()
    : Error("job.channel_deleted", "The channel of this job was deleted. Schedule the piece to another channel instead.");
