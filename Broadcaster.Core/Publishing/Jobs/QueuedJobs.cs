using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Publications;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>The jobs of a piece that nobody has started yet.</summary>
public static class QueuedJobs
{
    /// <summary>
    /// Cancels within the caller's unit of work whatever of the piece still waits. Refuses when something is going out or may
    /// be out: nothing can be taken back then. Jobs carry <see cref="PublishJob.Attempt"/> as their concurrency token, so a
    /// claim in between makes the save fail with a concurrency exception.
    /// </summary>
    public static async Task<Result> CancelAsync(BroadcasterDbContext db, Guid contentId, string reason, TimeProvider clock, CancellationToken ct)
    {
        var over = JobWorkflow.All(JobWorkflow.IsOver);
        var jobs = await db.PublishJobs.AsTracking()
            .Include(j => j.Publication)
            .Where(j => j.ContentId == contentId && !j.DryRun && (j.Action == JobAction.Publish || j.Action == JobAction.Update) && !over.Contains(j.Status))
            .ToListAsync(ct);
        if (jobs.Exists(j => j.Status is JobStatus.Running or JobStatus.Confirming or JobStatus.Unconfirmed || j is { Action: JobAction.Publish, Publication.Certainty: not Certainty.NotOut }))
        {
            return new ContentGoingOut();
        }

        var now = clock.GetUtcNow();
        foreach (var job in jobs)
        {
            job.Status = JobStatus.Cancelled;
            job.NextAttemptAt = null;
            job.CompletedAt = now;
            db.PublishJobEvents.Add(new PublishJobEvent { Id = clock.NewId(), WorkspaceId = job.WorkspaceId, JobId = job.Id, At = now, Message = reason });
        }

        return Result.Done;
    }
}
