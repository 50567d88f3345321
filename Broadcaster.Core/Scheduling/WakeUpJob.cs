using Broadcaster.Core.Publishing.Engine;
using Quartz;

namespace Broadcaster.Core.Scheduling;

/// <summary>Fired at the instant at which something is due: wakes the dispatcher.</summary>
internal sealed class WakeUpJob(DispatchSignal signal, WakeUpTimer timer) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        timer.Fired(context.Trigger.Key);
        signal.Raise();
        return ValueTask.CompletedTask;
    }
}
