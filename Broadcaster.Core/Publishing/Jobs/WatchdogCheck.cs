using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>Whether everything that is due has started.</summary>
internal sealed class WatchdogCheck(Watchdog watchdog) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var overdue = await watchdog.CountAsync(cancellationToken);
        return overdue == 0
            ? HealthCheckResult.Healthy("Nothing is overdue.")
            : HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"{overdue} jobs are due and have not started for {watchdog.Patience.TotalSeconds:0} seconds."));
    }
}
