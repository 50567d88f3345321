using Broadcaster.Core.Publishing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcaster.Core.Health;

/// <summary>Whether everything that is due has started.</summary>
internal sealed class WatchdogCheck(Watchdog watchdog) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(watchdog.Overdue == 0
            ? HealthCheckResult.Healthy("Nothing is overdue.")
            : HealthCheckResult.Degraded($"{watchdog.Overdue} jobs are due and have not started for a minute."));
}
