using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Research;

/// <summary>Reading what others wrote on a topic.</summary>
public static class ResearchServices
{
    public static IServiceCollection AddResearch(this IServiceCollection services) => services.AddSingleton<IResearcher, Researcher>();
}
