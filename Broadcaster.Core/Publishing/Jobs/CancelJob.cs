using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Jobs;

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
        await using var held = await JobChanges.LockAsync(db, jobId, ct);
        var job = await JobChanges.LoadAsync(db, jobId, ct);
        if (job is null)
        {
            return new NotFound("job");
        }

        // A running job may be cancelled until its intent is in the ledger. The intent locks the same row: either it is seen
        // here, or it finds the job cancelled and sends nothing.
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
