using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Foundation.Costs;

/// <summary>What models cost, and that it stays below its ceilings.</summary>
public static class CostServices
{
    public static IServiceCollection AddCosts(this IServiceCollection services) => services.AddSingleton<CostBook>().AddSingleton<CostStanding>().AddScoped<GetCostUsage>();
}
