using System.Globalization;
using Broadcaster.Core.Foundation.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcaster.Core.Foundation.Health;

/// <summary>Whether the scheduler really fires and the database really takes writes: a canary job ran within the last minute.</summary>
internal sealed class CanaryCheck(NodeRegistry nodes, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var last = await nodes.LastCanaryAsync(cancellationToken);
        if (last is null)
        {
            return HealthCheckResult.Unhealthy("No canary job has run yet.");
        }

        var ago = clock.GetUtcNow() - last.Value;
        var said = string.Create(CultureInfo.InvariantCulture, $"The last canary job ran {ago.TotalSeconds:0} s ago.");
        return ago <= Longest ? HealthCheckResult.Healthy(said) : HealthCheckResult.Unhealthy(said);
    }
}
