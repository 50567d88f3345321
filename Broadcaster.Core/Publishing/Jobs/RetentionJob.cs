using Quartz;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>Once a day: drops the captured requests that a workspace no longer wants to keep.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(TrimLedger trim) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await trim.ExecuteAsync(cancellationToken);
}
