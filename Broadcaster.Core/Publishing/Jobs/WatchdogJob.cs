using Quartz;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>Looks for jobs that are due and do not start.</summary>
[DisallowConcurrentExecution]
internal sealed class WatchdogJob(Watchdog watchdog) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watchdog.LookAsync(cancellationToken);
}
