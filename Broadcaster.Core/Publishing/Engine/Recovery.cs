using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Core.Publishing.Publications;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// Takes up the jobs whose node is gone. Without an intent in the ledger nothing was sent: due again. With one, nobody
/// knows: the same path as any unknown outcome.
/// </summary>
internal sealed class Recovery(
    Database database, ILedger ledger, ConnectorRegistry connectors, RunningJobs running, NodeInfo node, WakeUps wakeUps, ILiveFeed feed, TimeProvider clock, ILogger<Recovery> log)
{
    private const int MostAtOnce = 200;

    /// <summary>At start: SQLite serves one process, so whatever is running there is an orphan now, not after its lease.</summary>
    public async Task RecoverOrphansAsync(CancellationToken ct)
    {
        try
        {
            if (database.Provider == DatabaseProvider.Sqlite)
            {
                await using var db = database.OpenUnscoped();
                var past = clock.GetUtcNow() - TimeSpan.FromSeconds(1);
                await db.PublishJobs.IgnoreQueryFilters([Filters.Workspace])
                    .Where(j => j.Status == JobStatus.Running)
                    .ExecuteUpdateAsync(s => s.SetProperty(j => j.LeaseUntil, past), ct);
            }

            await RecoverAsync(ct);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            PublishingLog.UpkeepFailed(log, "Recovering jobs at start", problem);
        }
    }

    /// <summary>Takes up what has outlived its lease.</summary>
    public async Task RecoverAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        List<Expired> expired;
        await using (var db = database.OpenUnscoped())
        {
            expired = await db.PublishJobs.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking()
                .Where(j => j.Status == JobStatus.Running && j.LeaseUntil <= now)
                .OrderBy(j => j.LeaseUntil)
                .Take(MostAtOnce)
                .Select(j => new Expired(
                    j.Id, j.WorkspaceId, j.PublicationId, j.Action, j.Publication!.Certainty, j.ContentId, j.ChannelId, j.Connector, j.Attempt, j.Failures, j.MaxAttempts, j.StartedAt, j.DryRun, j.ResendUnknown, j.Node,
                    db.PublishAttempts.IgnoreQueryFilters().Where(a => a.JobId == j.Id && a.Number == j.Attempt).Select(a => a.SendStartedAt).FirstOrDefault()))
                .ToListAsync(ct);
        }

        // What this node still has in hand is not lost: its own outcome is on the way.
        expired.RemoveAll(j => running.Has(j.Id));
        if (expired.Count == 0)
        {
            return;
        }

        var backoff = await BackoffAsync(expired, ct);
        var writes = expired.Select(j => WriteFor(j, backoff.GetValueOrDefault(j.WorkspaceId) ?? PublishingDefaults.Backoff, now)).ToList();
        var moved = await WriteAsync(writes, ct);
        foreach (var job in writes.Where(w => moved.Contains(w.JobId)))
        {
            feed.Publish(new LiveEvent(job.WorkspaceId, "job.updated", job.JobId, now, job.ContentId));
            feed.Publish(new LiveEvent(job.WorkspaceId, "content.updated", job.ContentId, now, job.ContentId));
        }

        foreach (var next in writes.Select(w => w.Transition.NextAttemptAt).OfType<DateTimeOffset>().Distinct())
        {
            wakeUps.At(next);
        }
    }

    // One row that the database will not have must not leave the others of every workspace running for good.
    private async Task<IReadOnlySet<Guid>> WriteAsync(List<OutcomeWrite> writes, CancellationToken ct)
    {
        try
        {
            return await ledger.CompleteAsync(writes, node.Name, ct);
        }
        catch (Exception problem) when (!ct.IsCancellationRequested && !LedgerTrouble.Passes(problem))
        {
            var moved = new HashSet<Guid>();
            foreach (var write in writes)
            {
                try
                {
                    moved.UnionWith(await ledger.CompleteAsync([write], node.Name, ct));
                }
                catch (Exception own) when (!ct.IsCancellationRequested && !LedgerTrouble.Passes(own))
                {
                    PublishingLog.OutcomeRefused(log, write.JobId, write.Attempt, own);
                }
            }

            return moved;
        }
    }

    private OutcomeWrite WriteFor(Expired job, IReadOnlyList<int> backoff, DateTimeOffset now)
    {
        PublishingLog.Recovering(log, job.Id, job.Attempt, job.Node, job.SendBegun ? "" : " not");
        var descriptor = connectors.TryGet(job.Connector, out var connector) ? connector.Descriptor : null;
        var facts = new AttemptFacts
        {
            Action = job.Action,
            Certainty = job.Certainty,
            Failures = job.Failures,
            MaxAttempts = job.MaxAttempts,
            ResendUnknown = job.ResendUnknown,
            StartedAt = job.StartedAt ?? now,
            BackoffSeconds = backoff,
            Guarantee = descriptor?.Guarantee ?? Guarantee.None,
            Capabilities = descriptor?.Capabilities ?? Capabilities.None,
            FindDelay = descriptor?.FindDelay ?? TimeSpan.Zero,
        };
        var begun = job.SendBegun && !job.DryRun;
        return new OutcomeWrite
        {
            JobId = job.Id,
            WorkspaceId = job.WorkspaceId,
            PublicationId = job.PublicationId,
            Action = job.Action,
            ContentId = job.ContentId,
            ChannelId = job.ChannelId,
            Attempt = job.Attempt,
            DryRun = job.DryRun,
            Source = OutcomeSource.Recovery,
            Counts = job.SendBegun,
            Publication = begun && job.Action == JobAction.Publish ? new PublicationChange { Certainty = Certainty.MaybeOut, SentAt = job.SentAt } : null,
            Transition = begun
                ? OutcomePolicy.AfterCrash(facts, now, 0)
                : new JobTransition { Status = JobStatus.Queued, Failures = job.Failures, NextAttemptAt = now, ResendUnknown = job.ResendUnknown },
            At = now,
            AttemptOutcome = job.SendBegun ? "unknown" : null,
            AttemptError = job.SendBegun ? "The program stopped while this was being sent." : null,
        };
    }

    private async Task<Dictionary<Guid, IReadOnlyList<int>>> BackoffAsync(List<Expired> jobs, CancellationToken ct)
    {
        var ids = jobs.Select(j => j.WorkspaceId).Distinct().ToList();
        await using var db = database.OpenUnscoped();
        var workspaces = await db.Workspaces.AsNoTracking().Where(w => ids.Contains(w.Id)).ToListAsync(ct);
        return workspaces.ToDictionary(w => w.Id, w => w.Settings.Publishing.BackoffSeconds);
    }

    private sealed record Expired(
        Guid Id, Guid WorkspaceId, Guid PublicationId, JobAction Action, Certainty Certainty, Guid ContentId, Guid ChannelId, string Connector, int Attempt, int Failures, int MaxAttempts,
        DateTimeOffset? StartedAt, bool DryRun, bool ResendUnknown, string? Node, DateTimeOffset? SentAt)
    {
        public bool SendBegun => SentAt is not null;
    }
}
