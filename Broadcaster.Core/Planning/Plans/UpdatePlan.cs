using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans.Engine;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>
/// Changes what a plan asks for, and when it starts. What was made for it before is history then: it begins anew. One that
/// waited for its time waits for the new one, or for somebody where there is none.
/// </summary>
public sealed class UpdatePlan(PlanStore store, NetworkGuard guard, PlanSignal signal, WakeUps wakeUps, TimeProvider clock)
{
    public async Task<Result<ContentPlan>> ExecuteAsync(Caller caller, Guid planId, PlanInput input, int? version, CancellationToken ct)
    {
        var updated = await store.ChangeAsync(
            caller, planId, PlanWorkflow.Edit, "plan.updated", version,
            async (db, plan) =>
            {
                if (PlanWorkflow.IsScheduled(plan))
                {
                    await PlanStore.UnqueueAsync(db, plan, ct);
                }

                if (await PlanRules.ApplyAsync(db, guard, plan, input, ct) is { } wrong)
                {
                    return wrong;
                }

                db.ChangeTracker.DetectChanges();
                if (plan.Run > 0 && db.Entry(plan).Properties.Any(p => p.IsModified && !NotMadeOf.Contains(p.Metadata.Name)))
                {
                    PlanStore.StartAnew(plan);
                    plan.Status = PlanStatus.Draft;
                    plan.Problem = null;
                }

                if (input.AutoProcess || input.ProcessAt is not null)
                {
                    if (plan.Status == PlanStatus.Ready)
                    {
                        PlanStore.StartAnew(plan);
                    }

                    PlanStore.Queue(db, plan, caller, clock.GetUtcNow(), input.ProcessAt);
                }

                return null;
            },
            ct);
        if (updated is { Ok: true, Value.Status: PlanStatus.Queued })
        {
            if (updated.Value.ProcessAt is { } at)
            {
                wakeUps.At(at);
            }

            signal.Raise();
        }

        return updated;
    }

    // Its ceiling, its times and its place in the queue are not what a text is made of.
    private static readonly string[] NotMadeOf =
    [
        nameof(ContentPlan.MaxCostUsd), nameof(ContentPlan.ProcessAt), nameof(ContentPlan.SlotAt), nameof(ContentPlan.Status), nameof(ContentPlan.Run), nameof(ContentPlan.QueuedAt), nameof(ContentPlan.NextAttemptAt),
    ];
}
