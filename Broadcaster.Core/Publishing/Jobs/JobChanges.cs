using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Publications;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>What every change of a job by a person has in common.</summary>
internal static class JobChanges
{
    /// <summary>
    /// Puts this change in order with what the engine does to the job and its piece at the same moment: both rows are locked
    /// until the transaction ends, and only then are they looked at. <see cref="SaveAsync"/> commits it.
    /// </summary>
    public static async Task<IDbContextTransaction> LockAsync(BroadcasterDbContext db, Guid jobId, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);

        // The audit trail's head before all else, as every save of a person has it, and the job before the piece, as the
        // ledger has it: any other way round two of them could wait for each other.
        await db.LockAuditHeadAsync(db.WorkspaceId, ct);
        await db.PublishJobs.Where(j => j.Id == jobId).ExecuteUpdateAsync(s => s.SetProperty(j => j.LookUps, j => j.LookUps), ct);
        await db.Contents.Where(c => db.PublishJobs.Any(j => j.Id == jobId && j.ContentId == c.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.Version, c => c.Version), ct);
        return transaction;
    }

    public static Task<PublishJob?> LoadAsync(BroadcasterDbContext db, Guid jobId, CancellationToken ct) =>
        db.PublishJobs.AsTracking().Include(j => j.Channel).Include(j => j.Publication).FirstOrDefaultAsync(j => j.Id == jobId, ct);

    public static void Note(this BroadcasterDbContext db, PublishJob job, string message, TimeProvider clock) =>
        db.PublishJobEvents.Add(new PublishJobEvent
        {
            Id = clock.NewId(), WorkspaceId = job.WorkspaceId, JobId = job.Id, At = clock.GetUtcNow(), Attempt = job.Attempt, Message = message,
        });

    /// <summary>Brings the piece's state up to its publications', the changed job included, within the same unit of work.</summary>
    public static async Task DeriveContentAsync(BroadcasterDbContext db, PublishJob changed, TimeProvider clock, CancellationToken ct)
    {
        if (changed.DryRun || changed.Action is not (JobAction.Publish or JobAction.Update))
        {
            return;
        }

        var content = await db.Contents.AsTracking().FirstAsync(c => c.Id == changed.ContentId, ct);
        var rows = await db.PublishJobs.AsNoTracking()
            .Where(j => j.ContentId == changed.ContentId && !j.DryRun && (j.Action == JobAction.Publish || j.Action == JobAction.Update) && j.Id != changed.Id)
            .Select(j => new JobOfPiece(j.Id, j.ChannelId, j.Status, j.Publication!.ContentId == changed.ContentId ? j.Publication.Certainty : Certainty.NotOut))
            .ToListAsync(ct);
        rows.Add(new JobOfPiece(changed.Id, changed.ChannelId, changed.Status, changed.Publication!.ContentId == changed.ContentId ? changed.Publication.Certainty : Certainty.NotOut));
        var standings = rows.GroupBy(j => j.ChannelId).Select(g => g.MaxBy(j => j.Id)!).Select(j => new Standing(j.Certainty, j.Status)).ToList();
        var derived = ContentProgress.Of(standings) ?? (content.ApprovedHash == content.Hash ? ContentState.Approved : ContentState.Draft);
        if (content.State == derived || content.State is ContentState.Archived)
        {
            return;
        }

        content.State = derived;
        content.UpdatedAt = clock.GetUtcNow();
        if (standings.Exists(s => s.Certainty is Certainty.Out or Certainty.PartlyOut))
        {
            content.PublishedAt ??= clock.GetUtcNow();
        }
        else if (derived is ContentState.Approved or ContentState.Draft)
        {
            content.ScheduledAt = null;
        }
    }

    /// <summary>Saves, or says that the job moved on in between.</summary>
    public static async Task<Result<PublishJob>> SaveAsync(BroadcasterDbContext db, PublishJob job, string move, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            if (db.Database.CurrentTransaction is { } transaction)
            {
                await transaction.CommitAsync(ct);
            }

            return job;
        }
        catch (DbUpdateConcurrencyException)
        {
            var now = await db.PublishJobs.AsNoTracking().Where(j => j.Id == job.Id).Select(j => j.Status).FirstOrDefaultAsync(ct);
            return JobWorkflow.Illegal(now, move);
        }
        catch (DbUpdateException clash) when (clash.InnerException?.Message.Contains("publish_jobs", StringComparison.Ordinal) == true)
        {
            return new AlreadyScheduled(job.Channel?.Name ?? "this channel");
        }
    }

    private sealed record JobOfPiece(Guid Id, Guid ChannelId, JobStatus Status, Certainty Certainty);
}
