using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Scheduling;
using Broadcaster.Core.Publishing.Publications;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>Sends again what failed of a piece, and nothing else of it.</summary>
public sealed class RetryFailed(Database database, WakeUps wakeUps, TimeProvider clock)
{
    public async Task<Result<ScheduledContent>> ExecuteAsync(Caller caller, Guid contentId, CancellationToken ct)
    {
        await using var db = database.Write(caller, "content.retried");
        var content = await db.Contents
            .Include(c => c.Tags).Include(c => c.Targets).Include(c => c.Variants).Include(c => c.Approvals)
            .AsSplitQuery()
            .FirstOrDefaultAsync(c => c.Id == contentId, ct);
        if (content is null)
        {
            return new NotFound("content");
        }

        if (ContentWorkflow.Refuse(content, ContentWorkflow.RetryFailed, caller) is { } refused)
        {
            return refused;
        }

        var jobs = await db.PublishJobs.Include(j => j.Publication)
            .Where(j => j.ContentId == contentId && !j.DryRun && (j.Action == JobAction.Publish || j.Action == JobAction.Update)).ToListAsync(ct);
        var failed = jobs.GroupBy(j => j.ChannelId).Select(g => g.MaxBy(j => j.Id)!)
            .Where(j => j.Status == JobStatus.Failed || j is { Status: JobStatus.Cancelled, Publication.Certainty: Certainty.PartlyOut }).ToList();
        if (failed.Count == 0)
        {
            var others = ContentWorkflow.MovesFrom(content.State).Select(m => m.Name).Where(m => m != ContentWorkflow.RetryFailed);
            return new IllegalMove("content", ContentWorkflow.RetryFailed, SnakeCase.Of(content.State), [.. others]);
        }

        var now = clock.GetUtcNow();
        foreach (var job in failed)
        {
            if (await JobReadiness.RefuseAsync(db, job, ct) is { } stale)
            {
                return stale;
            }

            job.RequeueAt(now);
            db.Note(job, $"Sent again by {caller.Name}.", clock);
        }

        content.State = ContentState.Publishing;
        content.UpdatedAt = now;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new StaleVersion("content", content.Version);
        }

        wakeUps.At(now);
        return new ScheduledContent(content, failed);
    }
}
