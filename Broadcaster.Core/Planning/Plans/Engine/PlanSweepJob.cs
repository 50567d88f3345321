using Quartz;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>Takes up plans whose node is gone, and has the queue looked through, whatever wake-up was lost.</summary>
[DisallowConcurrentExecution]
internal sealed class PlanSweepJob(PlanQueue queue, PlanSignal signal) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await queue.RecoverAsync(cancellationToken);
        signal.Raise();
    }
}
