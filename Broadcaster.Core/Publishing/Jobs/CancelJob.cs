using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Publications;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>Cancels a job: at once while it waits, and while it runs up to the moment its sending starts.</summary>
public sealed class CancelJob(Database database, ConnectorRegistry connectors, TimeProvider clock)
{
    /// <param name="confirmed">The caller knows that it may be out, or is in part, and that this takes nothing back.</param>
    public async Task<Result<PublishJob>> ExecuteAsync(Caller caller, Guid jobId, CancellationToken ct, bool confirmed = false)
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
        if (JobWorkflow.Refuse(job.Status, JobWorkflow.Cancel, sending) is { } illegal)
        {
            return illegal;
        }

        var certainty = job.Action == JobAction.Publish && !job.DryRun ? job.Publication!.Certainty : Certainty.NotOut;
        if (!confirmed && (certainty is Certainty.MaybeOut or Certainty.PartlyOut))
        {
            return certainty == Certainty.MaybeOut ? new MayBeOut(job.Channel!.Name) : new PartIsOut(job.Channel!.Name);
        }

        job.Attempt++;
        job.LeaseUntil = null;
        job.Node = null;
        job.CurrentStep = null;
        if (certainty == Certainty.MaybeOut)
        {
            // It stops, and what it left behind is not forgotten: it is looked up where that can be done, and a person says.
            job.Status = JobStatus.Unconfirmed;
            job.NextAttemptAt = connectors.TryGet(job.Connector, out var connector) && connector.Descriptor.Guarantee == Guarantee.Findable ? clock.GetUtcNow() : null;
            db.Note(job, $"Stopped by {caller.Name}. An earlier attempt ended without an answer, so it may be out.", clock);
        }
        else
        {
            job.Status = JobStatus.Cancelled;
            job.NextAttemptAt = null;
            job.CompletedAt = clock.GetUtcNow();
            db.Note(job, certainty == Certainty.PartlyOut ? $"Stopped by {caller.Name}. A part of it is out." : $"Cancelled by {caller.Name}.", clock);
        }

        await JobChanges.DeriveContentAsync(db, job, clock, ct);
        return await JobChanges.SaveAsync(db, job, JobWorkflow.Cancel, ct);
    }
}
