using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>Claims plans and takes up those whose node is gone. The row is the queue; every change is one conditional statement.</summary>
internal sealed class PlanQueue(Database database, NodeInfo node, RunningPlans running, ILiveFeed feed, TimeProvider clock, ILogger<PlanQueue> log)
{
    private static readonly List<PlanStatus> Active = [PlanStatus.Researching, PlanStatus.Generating, PlanStatus.Refining];

    /// <summary>In some node's hands, or on its way back into one's.</summary>
    internal static readonly List<PlanStatus> AtWork = [PlanStatus.Queued, .. Active];

    /// <summary>Takes up to so many due plans; workspaces take turns, so that a batch of one keeps nobody else waiting.</summary>
    public async Task<IReadOnlyList<PlanClaim>> ClaimAsync(int most, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenUnscoped();
        var waiting = db.Plans.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking().Where(p => p.Status == PlanStatus.Queued && p.NextAttemptAt <= now);

        // The oldest of each workspace: however many one has queued, the others' are among them.
        var due = await waiting.Select(p => p.WorkspaceId).Distinct()
            .SelectMany(workspace => waiting.Where(p => p.WorkspaceId == workspace).OrderBy(p => p.QueuedAt).ThenBy(p => p.Id).Take(most))
            .Select(p => new Due(p.Id, p.WorkspaceId, p.Stage, p.Attempt, p.QueuedAt))
            .ToListAsync(ct);
        var held = running.All.GroupBy(r => r.Claim.WorkspaceId).ToDictionary(g => g.Key, g => g.Count());
        var inTurn = due.OrderBy(d => d.QueuedAt).ThenBy(d => d.Id).GroupBy(d => d.WorkspaceId).SelectMany(g => g.Select((d, i) => (Plan: d, Turn: i + held.GetValueOrDefault(g.Key)))).OrderBy(d => d.Turn).ThenBy(d => d.Plan.QueuedAt).Select(d => d.Plan);
        var claimed = new List<PlanClaim>();
        foreach (var plan in inTurn.Take(most))
        {
            if (await ClaimAsync(db, plan, now, ct) is { } claim)
            {
                claimed.Add(claim);
            }
        }

        return claimed;
    }

    /// <summary>Takes this plan, if it is queued: for whoever waits for it.</summary>
    public async Task<PlanClaim?> ClaimOneAsync(Guid planId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenUnscoped();
        var plan = await db.Plans.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking()
            .Where(p => p.Id == planId && p.Status == PlanStatus.Queued && p.NextAttemptAt <= now)
            .Select(p => new Due(p.Id, p.WorkspaceId, p.Stage, p.Attempt, p.QueuedAt))
            .FirstOrDefaultAsync(ct);
        return plan is null ? null : await ClaimAsync(db, plan, now, ct);
    }

    /// <summary>Keeps this node's plans; those that are not its own any more are broken off.</summary>
    public async Task RenewAsync(CancellationToken ct)
    {
        var until = clock.GetUtcNow() + node.Lease;
        foreach (var plan in running.All)
        {
            await using var db = database.OpenUnscoped();
            if (await Mine(db, plan.Claim).ExecuteUpdateAsync(s => s.SetProperty(p => p.LeaseUntil, until), ct) == 0)
            {
                running.Stop(plan.Claim.PlanId);
            }
        }
    }

    /// <summary>Gives a plan back: another node, or this one after its restart, goes on with it.</summary>
    public async Task ReleaseAsync(PlanClaim claim, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenUnscoped();
        await Mine(db, claim).ExecuteUpdateAsync(
            s => s.SetProperty(p => p.Status, PlanStatus.Queued).SetProperty(p => p.Node, (string?)null).SetProperty(p => p.LeaseUntil, (DateTimeOffset?)null).SetProperty(p => p.NextAttemptAt, now), ct);
        Tell(claim.WorkspaceId, claim.PlanId);
    }

    /// <summary>At start: SQLite serves one process, so whatever is running there is an orphan now, not after its lease.</summary>
    public async Task RecoverOrphansAsync(CancellationToken ct)
    {
        if (database.Provider == DatabaseProvider.Sqlite)
        {
            await RecoverAsync(DateTimeOffset.MaxValue, ct);
        }

        await RecoverAsync(clock.GetUtcNow(), ct);
    }

    /// <summary>Takes up what has outlived its lease: queued again, it goes on behind the last step that was committed.</summary>
    public Task RecoverAsync(CancellationToken ct) => RecoverAsync(clock.GetUtcNow(), ct);

    internal static IQueryable<ContentPlan> Mine(BroadcasterDbContext db, PlanClaim claim) => db.Plans.IgnoreQueryFilters([Filters.Workspace])
        .Where(p => p.Id == claim.PlanId && p.WorkspaceId == claim.WorkspaceId && p.Attempt == claim.Attempt && p.Node == claim.Node && Active.Contains(p.Status));

    private async Task RecoverAsync(DateTimeOffset expiredAt, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        var gone = db.Plans.IgnoreQueryFilters([Filters.Workspace]).Where(p => Active.Contains(p.Status));
        gone = expiredAt == DateTimeOffset.MaxValue ? gone : gone.Where(p => p.LeaseUntil <= expiredAt);
        var expired = await gone.AsNoTracking().Select(p => new { p.Id, p.WorkspaceId, p.Attempt, p.Run, p.Stage, p.Node }).ToListAsync(ct);
        foreach (var plan in expired.Where(p => !running.Has(p.Id)))
        {
            var now = clock.GetUtcNow();
            var (id, attempt) = (plan.Id, plan.Attempt);

            // The lease once more: a node that renewed it since then lives, and keeps its plan.
            var moved = await gone.Where(p => p.Id == id && p.Attempt == attempt)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(p => p.Status, PlanStatus.Queued).SetProperty(p => p.Node, (string?)null).SetProperty(p => p.LeaseUntil, (DateTimeOffset?)null).SetProperty(p => p.NextAttemptAt, now), ct);
            if (moved == 0)
            {
                continue;
            }

            PlanLog.Recovered(log, plan.Id, plan.Node);
            await using var own = database.Work(plan.WorkspaceId);
            own.PlanLogLines.Add(new PlanLogLine
            {
                Id = clock.NewId(), WorkspaceId = plan.WorkspaceId, PlanId = plan.Id, Run = plan.Run, At = now, Stage = plan.Stage, Level = PlanLogLevel.Warning,
                Message = "The program stopped while this was running. It goes on behind the last step that was finished.",
            });
            try
            {
                await own.SaveChangesAsync(ct);
            }
            catch (DbUpdateException)
            {
                // Deleted at this very moment: there is nobody to tell.
                continue;
            }
        }
    }

    private async Task<PlanClaim?> ClaimAsync(BroadcasterDbContext db, Due plan, DateTimeOffset now, CancellationToken ct)
    {
        var (id, attempt, status, lease, name) = (plan.Id, plan.Attempt, PlanWorkflow.StatusOf(plan.Stage), now + node.Lease, node.Name);
        using var turn = await database.TurnAsync(ct);
        var claimed = await db.Plans.IgnoreQueryFilters([Filters.Workspace])
            .Where(p => p.Id == id && p.Status == PlanStatus.Queued && p.Attempt == attempt && p.NextAttemptAt <= now)
            .ExecuteUpdateAsync(
                s => s.SetProperty(p => p.Status, status).SetProperty(p => p.Attempt, attempt + 1).SetProperty(p => p.Node, name).SetProperty(p => p.LeaseUntil, lease)
                    .SetProperty(p => p.StartedAt, p => p.StartedAt ?? now).SetProperty(p => p.ProcessAt, (DateTimeOffset?)null).SetProperty(p => p.Problem, (PlanProblem?)null),
                ct);
        if (claimed == 0)
        {
            return null;
        }

        Tell(plan.WorkspaceId, id);
        return new PlanClaim(id, plan.WorkspaceId, attempt + 1, name);
    }

    private void Tell(Guid workspaceId, Guid planId) => feed.Publish(new LiveEvent(workspaceId, "plan.updated", planId, clock.GetUtcNow()));

    private sealed record Due(Guid Id, Guid WorkspaceId, PlanStage Stage, int Attempt, DateTimeOffset? QueuedAt);
}
