using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans.Engine;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>Stops a plan, also while it runs: a call to a model that is under way is broken off.</summary>
public sealed class CancelPlan(PlanStore store, RunningPlans running, TimeProvider clock)
{
    public async Task<Result<ContentPlan>> ExecuteAsync(Caller caller, Guid planId, CancellationToken ct)
    {
        var cancelled = await store.ChangeAsync(
            caller, planId, PlanWorkflow.Cancel, "plan.cancelled", null,
            async (db, plan) =>
            {
                var now = clock.GetUtcNow();
                plan.Status = PlanStatus.Cancelled;
                plan.Node = null;
                plan.LeaseUntil = null;
                plan.CurrentStep = null;
                plan.ProcessAt = null;
                plan.CompletedAt = now;
                var run = await db.PlanRuns.FirstOrDefaultAsync(r => r.PlanId == planId && r.Number == plan.Run, ct);
                if (run is not null)
                {
                    run.EndedAt = now;
                    run.Outcome = PlanStatus.Cancelled;
                    run.ToStage = plan.Stage;
                }

                db.PlanLogLines.Add(new PlanLogLine
                {
                    Id = clock.NewId(), WorkspaceId = plan.WorkspaceId, PlanId = planId, Run = plan.Run, At = now, Stage = plan.Stage, Level = PlanLogLevel.Warning, Message = $"Cancelled by {caller.Name}.",
                });
                return null;
            },
            ct);
        if (cancelled.Ok)
        {
            running.Stop(planId);
        }

        return cancelled;
    }
}
