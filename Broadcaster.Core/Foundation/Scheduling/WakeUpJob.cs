using Broadcaster.Core.Planning.Plans.Engine;
using Broadcaster.Core.Publishing.Engine;
using Quartz;

namespace Broadcaster.Core.Foundation.Scheduling;

/// <summary>Fired at the instant at which something is due: wakes the dispatcher and the planning engine.</summary>
internal sealed class WakeUpJob(DispatchSignal signal, PlanSignal plans, WakeUpTimer timer) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        timer.Fired(context.Trigger.Key);
        signal.Raise();
        plans.Raise();
        return ValueTask.CompletedTask;
    }
}
