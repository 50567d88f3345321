using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcaster.Web.Startup;

/// <summary>Health before there is a database to ask: not yet, and why.</summary>
internal sealed class PreparationCheck(Preparation preparation) : IHealthCheck
{
    /// <summary>The tag of what is checked while the database is being prepared, in place of everything else.</summary>
    public const string Starting = "starting";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthCheckResult.Unhealthy($"Starting. {preparation.Step}"));
}
