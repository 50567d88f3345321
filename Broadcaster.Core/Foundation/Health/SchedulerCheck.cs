using Broadcaster.Core.Foundation.Scheduling;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcaster.Core.Foundation.Health;

/// <summary>Whether the schedulers of this node run.</summary>
internal sealed class SchedulerCheck(SchedulerState state) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var stopped = await state.StoppedAsync(cancellationToken);
        return stopped.Count == 0
            ? HealthCheckResult.Healthy("Both schedulers run.")
            : HealthCheckResult.Unhealthy($"Stopped: {string.Join(", ", stopped)}.");
    }
}
