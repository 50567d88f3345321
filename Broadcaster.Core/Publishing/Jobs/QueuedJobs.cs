using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
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
        var jobs = await db.PublishJobs.AsTracking()
            .Where(j => j.ContentId == contentId && !j.DryRun && j.Status != JobStatus.Failed && j.Status != JobStatus.Cancelled && j.Status != JobStatus.Succeeded)
            .ToListAsync(ct);
        if (jobs.Exists(j => j.Status is JobStatus.Running or JobStatus.Confirming or JobStatus.Unconfirmed))
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
