using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Scheduling;

/// <summary>What scheduling and publishing now have in common: load, plan, save in one commit, wake.</summary>
internal static class PlannedSave
{
    public static async Task<Result<ScheduledContent>> RunAsync(
        BroadcasterDbContext db, JobPlanner planner, Caller caller, Guid contentId, ScheduleRequest request, bool now, CancellationToken ct)
    {
        var content = await db.Contents
            .Include(c => c.Tags).Include(c => c.Targets).Include(c => c.Variants).Include(c => c.Approvals)
            .AsSplitQuery()
            .FirstOrDefaultAsync(c => c.Id == contentId, ct);
        if (content is null)
        {
            return new NotFound("content");
        }

        var jobs = await planner.PlanAsync(db, caller, content, request, ct, now);
        if (!jobs.Ok)
        {
            return jobs.Error;
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new StaleVersion("content", content.Version);
        }
        catch (DbUpdateException clash) when (clash.InnerException?.Message.Contains("ux_publish_jobs_live", StringComparison.Ordinal) == true
            || clash.InnerException?.Message.Contains("ux_publications_content_channel", StringComparison.Ordinal) == true
            || clash.InnerException?.Message.Contains("publications.content_id", StringComparison.Ordinal) == true
            || clash.InnerException?.Message.Contains("publish_jobs.publication_id", StringComparison.Ordinal) == true)
        {
            return new AlreadyScheduled("one of these channels");
        }

        planner.Wake(jobs.Value);
        return new ScheduledContent(content, jobs.Value);
    }
}
