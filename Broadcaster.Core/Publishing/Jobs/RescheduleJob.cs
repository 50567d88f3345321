using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>Moves a waiting job to another time, as it stands: nothing is unscheduled, and the approval stays.</summary>
public sealed class RescheduleJob(Database database, WakeUps wakeUps, TimeProvider clock)
{
    public async Task<Result<PublishJob>> ExecuteAsync(Caller caller, Guid jobId, ScheduleRequest request, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.Publish) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, "job.rescheduled");
        await using var held = await JobChanges.LockAsync(db, jobId, ct);
        var job = await JobChanges.LoadAsync(db, jobId, ct);
        if (job is null)
        {
            return new NotFound("job");
        }

        if (JobWorkflow.Refuse(job.Status, JobWorkflow.Reschedule) is { } illegal)
        {
            return illegal;
        }

        var workspace = await db.Workspaces.AsNoTracking().FirstAsync(w => w.Id == caller.WorkspaceId, ct);
        var time = ScheduleTime.Resolve(request, workspace.TimeZone, clock.GetUtcNow());
        if (!time.Ok)
        {
            return time.Error;
        }

        job.Attempt++;
        job.RunAt = time.Value.RunAt;
        job.LocalTime = time.Value.LocalTime;
        job.TimeZone = time.Value.TimeZone;
        job.NextAttemptAt = time.Value.RunAt;
        db.Note(job, $"Moved by {caller.Name}.", clock);
        if (job is { DryRun: false, Action: JobAction.Publish or JobAction.Update })
        {
            var content = await db.Contents.AsTracking().FirstAsync(c => c.Id == job.ContentId, ct);
            var others = await db.PublishJobs.AsNoTracking()
                .Where(j => j.ContentId == job.ContentId && j.Id != job.Id && !j.DryRun && j.Status == JobStatus.Queued && (j.Action == JobAction.Publish || j.Action == JobAction.Update))
                .Select(j => j.RunAt).ToListAsync(ct);
            content.ScheduledAt = others.Append(job.RunAt).Min();
        }

        var saved = await JobChanges.SaveAsync(db, job, JobWorkflow.Reschedule, ct);
        if (saved.Ok)
        {
            wakeUps.At(job.RunAt);
        }

        return saved;
    }
}
