using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>Changes a plan as somebody asks: finds it, asks the table, saves, and says what a clash was.</summary>
public sealed class PlanStore(Database database, TimeProvider clock)
{
    private const int MostTries = 5;

    /// <param name="change">Makes the change; may refuse. Called again when the engine moved the plan in between.</param>
    internal async Task<Result<ContentPlan>> ChangeAsync(
        Caller caller, Guid planId, string move, string action, int? version, Func<BroadcasterDbContext, ContentPlan, Task<Error?>> change, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = database.Write(caller, action);
            if (await db.Plans.FirstOrDefaultAsync(p => p.Id == planId, ct) is not { } plan)
            {
                return new NotFound("plan");
            }

            if (PlanWorkflow.Refuse(plan, move, caller) is { } refused)
            {
                return refused;
            }

            if (version is { } seen && seen != plan.Version)
            {
                return new StaleVersion("plan", plan.Version);
            }

            if (await change(db, plan) is { } wrong)
            {
                return wrong;
            }

            plan.UpdatedAt = clock.GetUtcNow();
            plan.UpdatedBy = caller.MemberId;
            try
            {
                await db.SaveChangesAsync(ct);
                return plan;
            }
            catch (DbUpdateConcurrencyException) when (attempt < MostTries)
            {
                // The engine claimed or moved it in between: look again.
            }
            catch (DbUpdateConcurrencyException)
            {
                return new StaleVersion("plan", plan.Version);
            }
        }
    }

    /// <summary>Its piece could not be made: it is ready again.</summary>
    internal async Task TakeApprovalBackAsync(Caller caller, Guid planId, CancellationToken ct)
    {
        await using var db = database.Work(caller.WorkspaceId);
        if (await db.Plans.FirstOrDefaultAsync(p => p.Id == planId && p.Status == PlanStatus.Approved, ct) is { } plan)
        {
            plan.ContentId = null;
            plan.Status = PlanStatus.Ready;
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>Puts the plan into the queue, as a new run.</summary>
    internal static void Queue(BroadcasterDbContext db, ContentPlan plan, Caller caller, DateTimeOffset now, DateTimeOffset? at = null)
    {
        plan.Status = PlanStatus.Queued;
        plan.Run++;
        plan.QueuedAt = now;
        plan.NextAttemptAt = at ?? now;
        plan.ProcessAt = at;
        plan.StartedAt = null;
        plan.Problem = null;
        plan.CompletedAt = null;
        plan.CurrentStep = null;
        db.PlanRuns.Add(new PlanRun { WorkspaceId = plan.WorkspaceId, PlanId = plan.Id, Number = plan.Run, QueuedAt = now, FromStage = plan.Stage, StartedBy = caller.MemberId });
    }

    /// <summary>Takes a plan out of the queue that has not begun: as if it had never been put there.</summary>
    internal static async Task UnqueueAsync(BroadcasterDbContext db, ContentPlan plan, CancellationToken ct)
    {
        plan.Status = PlanStatus.Draft;
        plan.ProcessAt = null;
        plan.QueuedAt = null;
        plan.NextAttemptAt = null;
        if (await db.PlanRuns.FirstOrDefaultAsync(r => r.PlanId == plan.Id && r.Number == plan.Run, ct) is { } run)
        {
            db.PlanRuns.Remove(run);
            plan.Run--;
        }
    }

    /// <summary>Forgets what was made: the next run begins at the beginning.</summary>
    internal static void StartAnew(ContentPlan plan)
    {
        plan.Generation++;
        plan.Stage = PlanStage.Research;
        plan.Percent = 0;
        plan.SeoScore = null;
        plan.DraftTitle = null;
    }
}
