using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans.Engine;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>Starts a plan. A ready one is made anew; one that failed goes on where it failed.</summary>
public sealed class ProcessPlan(PlanStore store, PlanSignal signal, TimeProvider clock)
{
    public Task<Result<ContentPlan>> ExecuteAsync(Caller caller, Guid planId, CancellationToken ct) => StartAsync(caller, planId, PlanWorkflow.Process, "plan.started", ct);

    /// <summary>Takes a failed or cancelled plan up where it stopped: what is done and paid for is not done again.</summary>
    public Task<Result<ContentPlan>> RetryAsync(Caller caller, Guid planId, CancellationToken ct) => StartAsync(caller, planId, PlanWorkflow.Retry, "plan.retried", ct);

    private async Task<Result<ContentPlan>> StartAsync(Caller caller, Guid planId, string move, string action, CancellationToken ct)
    {
        var started = await store.ChangeAsync(
            caller, planId, move, action, null,
            (db, plan) =>
            {
                if (plan.Status == PlanStatus.Ready)
                {
                    PlanStore.StartAnew(plan);
                }

                PlanStore.Queue(db, plan, caller, clock.GetUtcNow());
                return Task.FromResult<Error?>(null);
            },
            ct);
        if (started.Ok)
        {
            signal.Raise();
        }

        return started;
    }
}
