using Broadcaster.Core.Publishing.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Foundation.Health;

/// <summary>What "ready" means: work gets done, not only that a process answers.</summary>
public static class HealthServices
{
    /// <summary>The tag of the checks that decide whether this node should get traffic.</summary>
    public const string Ready = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", tags: [Ready])
            .AddCheck<SchedulerCheck>("scheduler", tags: [Ready])
            .AddCheck<CanaryCheck>("canary", tags: [Ready])
            .AddCheck<WatchdogCheck>("watchdog", tags: [Ready]);
        return services;
    }
}
