using Broadcaster.Core.Plans.Engine;

namespace Broadcaster.Core.Plans;

/// <summary>Works on one plan for somebody who waits for it.</summary>
public sealed class PlanServer
{
    private readonly PlanQueue queue;
    private readonly PlanRunner runner;
    private readonly RunningPlans running;
    private readonly PlanSignal signal;

    internal PlanServer(PlanQueue queue, PlanRunner runner, RunningPlans running, PlanSignal signal) =>
        (this.queue, this.runner, this.running, this.signal) = (queue, runner, running, signal);

    /// <summary>Returns when the plan is done, at once where somebody else has it. Going away gives it back to the queue.</summary>
    public async Task RunNowAsync(Guid planId, CancellationToken ct)
    {
        if (await queue.ClaimOneAsync(planId, ct) is not { } claim)
        {
            return;
        }

        var plan = running.Add(claim, ct);
        try
        {
            await runner.RunAsync(claim, plan.Stop.Token, ct);
        }
        finally
        {
            running.Remove(plan);
            signal.Raise();
        }
    }
}
