using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Broadcaster.Core.Foundation.Scheduling;

/// <summary>Whether the schedulers of this node run.</summary>
public sealed class SchedulerState(IServiceProvider services)
{
    /// <summary>The names of those that do not; empty when all is well.</summary>
    public async Task<IReadOnlyList<string>> StoppedAsync(CancellationToken ct)
    {
        var stopped = new List<string>();
        foreach (var name in (string[])[SchedulingServices.WakeUpScheduler, SchedulingServices.RecurringScheduler])
        {
            var scheduler = await services.GetRequiredKeyedService<ISchedulerFactory>(name).GetScheduler(ct);
            if (scheduler.Status != SchedulerStatus.Running)
            {
                stopped.Add(name);
            }
        }

        return stopped;
    }
}
