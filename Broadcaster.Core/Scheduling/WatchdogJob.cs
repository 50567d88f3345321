using Broadcaster.Core.Publishing;
using Quartz;

namespace Broadcaster.Core.Scheduling;

/// <summary>Looks for jobs that are due and do not start.</summary>
[DisallowConcurrentExecution]
internal sealed class WatchdogJob(Watchdog watchdog) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watchdog.LookAsync(cancellationToken);
}
