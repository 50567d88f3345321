using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Scheduling;

/// <summary>Takes a scheduled piece off the schedule: its waiting jobs are cancelled, and it is what it was before.</summary>
public sealed class UnscheduleContent(Database database, TimeProvider clock)
{
    public async Task<Result<ContentItem>> ExecuteAsync(Caller caller, Guid contentId, CancellationToken ct)
    {
        await using var db = database.Write(caller, "content.unscheduled");
        var content = await db.Contents
            .Include(c => c.Tags).Include(c => c.Targets).Include(c => c.Variants).Include(c => c.Approvals)
            .AsSplitQuery()
            .FirstOrDefaultAsync(c => c.Id == contentId, ct);
        if (content is null)
        {
            return new NotFound("content");
        }

        if (ContentWorkflow.Refuse(content, ContentWorkflow.Unschedule, caller) is { } refused)
        {
            return refused;
        }

        var cancelled = await QueuedJobs.CancelAsync(db, content.Id, $"Unscheduled by {caller.Name}.", clock, ct);
        if (!cancelled.Ok)
        {
            return cancelled.Error;
        }

        content.State = content.ApprovedHash == content.Hash ? ContentState.Approved : ContentState.Draft;
        content.ScheduledAt = null;
        content.UpdatedAt = clock.GetUtcNow();
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ContentGoingOut();
        }

        return content;
    }
}
