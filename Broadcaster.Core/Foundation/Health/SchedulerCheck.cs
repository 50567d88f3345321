using Broadcaster.Core.Foundation.Scheduling;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcaster.Core.Foundation.Health;

/// <summary>Whether the schedulers of this node run.</summary>
internal sealed class SchedulerCheck(SchedulerState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        state.Starting is { Count: > 0 } starting ? HealthCheckResult.Unhealthy($"Starting: {string.Join(", ", starting)}.")
        : state.Stopped is { Count: > 0 } stopped ? HealthCheckResult.Unhealthy($"Stopped: {string.Join(", ", stopped)}.")
        : HealthCheckResult.Healthy("Both schedulers run."));
}
