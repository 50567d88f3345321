using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>A person says that it is out: from unconfirmed, or after posting it by hand.</summary>
public sealed class ConfirmJob(Database database, DeliveredFiles files, TimeProvider clock)
{
    public async Task<Result<PublishJob>> ExecuteAsync(Caller caller, Guid jobId, string? permalink, string? externalId, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.Publish) is { } refused)
        {
            return refused;
        }

        if (!string.IsNullOrWhiteSpace(permalink) && !(Uri.TryCreate(permalink, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            return InvalidInput.Of("permalink", "The link is not a web address. Paste it as the browser shows it, beginning with https://.");
        }

        await using var db = database.Write(caller, "job.confirmed");
        await using var held = await JobChanges.LockAsync(db, jobId, ct);
        var job = await JobChanges.LoadAsync(db, jobId, ct);
        if (job is null)
        {
            return new NotFound("job");
        }

        if (JobWorkflow.Refuse(job.Status, JobWorkflow.Confirm) is { } illegal)
        {
            return illegal;
        }

        var now = clock.GetUtcNow();
        job.Status = JobStatus.Succeeded;
        job.NextAttemptAt = null;
        job.CompletedAt = now;
        job.Progress = 100;
        job.CurrentStep = null;
        job.CompletedSteps = job.TotalSteps;
        job.ErrorKind = job.ErrorMessage = job.ErrorHint = job.ErrorField = null;
        job.ErrorHttpStatus = null;
        job.Attempt++;
        job.PendingHandle = null;
        if (!job.DryRun && job.Action == JobAction.Publish)
        {
            job.Publication!.Confirm(job, Text(externalId), Text(permalink), now);
        }

        db.Note(job, $"{caller.Name} confirmed that it is out.", clock);
        await JobChanges.DeriveContentAsync(db, job, clock, ct);
        var saved = await JobChanges.SaveAsync(db, job, JobWorkflow.Confirm, ct);
        if (saved.Ok && !job.DryRun)
        {
            await files.WriteAsync(job, ct);
        }

        return saved;
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
