using Broadcaster.Core.Common;
using Broadcaster.Core.Common.Network;
using Broadcaster.Core.Workspaces;

namespace Broadcaster.Core.Plans;

/// <summary>Changes what a plan asks for. What was made for it before is history then: it begins anew.</summary>
public sealed class UpdatePlan(PlanStore store, NetworkGuard guard)
{
    public Task<Result<ContentPlan>> ExecuteAsync(Caller caller, Guid planId, PlanInput input, int? version, CancellationToken ct) => store.ChangeAsync(
        caller, planId, PlanWorkflow.Edit, "plan.updated", version,
        async (db, plan) =>
        {
            if (await PlanRules.ApplyAsync(db, guard, plan, input, ct) is { } wrong)
            {
                return wrong;
            }

            // Its ceiling, time and slot are not what a text is made of.
            string[] made = [nameof(ContentPlan.MaxCostUsd), nameof(ContentPlan.ProcessAt), nameof(ContentPlan.SlotAt)];
            db.ChangeTracker.DetectChanges();
            if (plan.Run > 0 && db.Entry(plan).Properties.Any(p => p.IsModified && !made.Contains(p.Metadata.Name)))
            {
                PlanStore.StartAnew(plan);
                plan.Status = PlanStatus.Draft;
                plan.Problem = null;
            }

            return null;
        },
        ct);
}
