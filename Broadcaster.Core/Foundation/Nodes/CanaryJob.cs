using Quartz;

namespace Broadcaster.Core.Foundation.Nodes;

/// <summary>Proves that the scheduler fires and the database takes writes: health looks at when it last ran.</summary>
[DisallowConcurrentExecution]
internal sealed class CanaryJob(NodeRegistry nodes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await nodes.SingAsync(cancellationToken);
}
