using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>
/// Sends a job again: a failed or cancelled one, a late one that waits for a word, or an unconfirmed one of which somebody
/// says that it is not out.
/// </summary>
public sealed class RetryJob(Database database, WakeUps wakeUps, TimeProvider clock)
{
    /// <param name="notPublished">The caller looked: it is not on the platform. Needed for an unconfirmed job.</param>
    /// <param name="atItsTime">True: at the time that it had, where that is still to come. False: now. Null: a cancelled job keeps its time, any other goes now.</param>
    public async Task<Result<PublishJob>> ExecuteAsync(Caller caller, Guid jobId, bool notPublished, CancellationToken ct, bool? atItsTime = null)
    {
        if (caller.Refuse(WorkspaceAction.Publish) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, "job.retried");
        await using var held = await JobChanges.LockAsync(db, jobId, ct);
        var job = await JobChanges.LoadAsync(db, jobId, ct);
        if (job is null)
        {
            return new NotFound("job");
        }

        if (JobWorkflow.Refuse(job.Status, JobWorkflow.Retry) is { } illegal)
        {
            return illegal;
        }

        var doubtful = job.Action == JobAction.Publish && !job.DryRun && job.Status is JobStatus.Unconfirmed or JobStatus.Confirming;
        if (doubtful && !notPublished)
        {
            return new ConfirmationNeeded();
        }

        if (job.Action == JobAction.Publish && !job.DryRun && job.Publication!.Certainty == Certainty.Out)
        {
            return new AlreadyOut(job.Channel!.Name);
        }

        var stale = await JobReadiness.RefuseAsync(db, job, ct);
        if (stale is not null)
        {
            return stale;
        }

        var now = clock.GetUtcNow();
        job.ResendUnknown = doubtful;
        job.Overwrite = job is { Status: JobStatus.AwaitingManual, ErrorKind: "conflict" };
        if (doubtful)
        {
            job.Publication!.Deny();
        }

        // A cancel that is taken back keeps its time, unless told otherwise.
        var keeps = atItsTime ?? job.Status == JobStatus.Cancelled;
        var (due, misfire) = (keeps && job.RunAt > now ? job.RunAt : now, job.Misfire);
        job.RequeueAt(due);
        job.Misfire = due > now ? misfire : job.Misfire;
        db.Note(job, job.ResendUnknown ? $"{caller.Name} says that it is not out; sending again." : due > now ? $"{caller.Name} took the cancel back." : $"Sent again by {caller.Name}.", clock);
        await JobChanges.DeriveContentAsync(db, job, clock, ct);
        var saved = await JobChanges.SaveAsync(db, job, JobWorkflow.Retry, ct);
        if (saved.Ok)
        {
            wakeUps.At(due);
        }

        return saved;
    }
}
