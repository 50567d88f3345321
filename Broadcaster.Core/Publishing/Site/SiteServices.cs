using Broadcaster.Core.Publishing.Connectors.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Publishing.Site;

/// <summary>The public site of each workspace.</summary>
public static class SiteServices
{
    public static IServiceCollection AddSite(this IServiceCollection services) =>
        services.AddSingleton<SitePageStore>()
            .AddSingleton<ISitePages>(sp => sp.GetRequiredService<SitePageStore>())
            .AddSingleton<PublicSite>();
}
