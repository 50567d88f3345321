using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans.Engine;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>Deletes a plan with all that was made for it, also while it runs. Its costs stay on record.</summary>
public sealed class DeletePlan(PlanStore store, RunningPlans running)
{
    public async Task<Result> ExecuteAsync(Caller caller, Guid planId, int? version, CancellationToken ct)
    {
        var deleted = await store.ChangeAsync(
            caller, planId, PlanWorkflow.Delete, "plan.deleted", version,
            (db, plan) =>
            {
                db.Plans.Remove(plan);
                return Task.FromResult<Error?>(null);
            },
            ct);
        if (!deleted.Ok)
        {
            return deleted.Error;
        }

        running.Stop(planId);
        return Result.Done;
    }
}
