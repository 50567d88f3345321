using Broadcaster.Core.Planning.Research.Fetching;
using Broadcaster.Core.Planning.Research.Firecrawl;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Planning.Research;

/// <summary>Reading what others wrote on a topic.</summary>
public static class ResearchServices
{
    public static IServiceCollection AddResearch(this IServiceCollection services)
    {
        services.AddOptions<ResearchOptions>().BindConfiguration("Research").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<ResearchHttp>()
            .AddSingleton<SiteGate>()
            .AddSingleton<PageFetcher>()
            .AddSingleton<FirecrawlClient>()
            .AddSingleton<IResearcher, Researcher>();
    }
}
