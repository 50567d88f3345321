using Broadcaster.Core.Common;
using Broadcaster.Core.Data;
using Broadcaster.Core.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing;

/// <summary>Cancels a job: at once while it waits, and while it runs up to the moment its sending starts.</summary>
public sealed class CancelJob(Database database, TimeProvider clock)
{
    public async Task<Result<PublishJob>> ExecuteAsync(Caller caller, Guid jobId, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.Publish) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, "job.cancelled");
        var job = await JobChanges.LoadAsync(db, jobId, ct);
        if (job is null)
        {
            return new NotFound("job");
        }

        // A running job may be cancelled until its intent is in the ledger. Writing the same row as the intent's fence puts
        // the two in order: either the intent finds the job cancelled and sends nothing, or this save fails.
        var sending = job.Status == JobStatus.Running
            && await db.PublishAttempts.AnyAsync(a => a.JobId == job.Id && a.Number == job.Attempt, ct);
        if (sending || job.Status is not (JobStatus.Queued or JobStatus.RetryScheduled or JobStatus.AwaitingManual or JobStatus.Running))
        {
            return JobChanges.Illegal("cancelled", job.Status);
        }

        job.Status = JobStatus.Cancelled;
        job.Attempt++;
        job.NextAttemptAt = null;
        job.LeaseUntil = null;
        job.CompletedAt = clock.GetUtcNow();
        job.CurrentStep = null;
        db.Note(job, $"Cancelled by {caller.Name}.", clock);
        await JobChanges.DeriveContentAsync(db, job, clock, ct);
        return await JobChanges.SaveAsync(db, job, "cancelled", ct);
    }
}
