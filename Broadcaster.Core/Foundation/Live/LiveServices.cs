using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Foundation.Live;

/// <summary>Everything is seen as it happens.</summary>
public static class LiveServices
{
    public static IServiceCollection AddLive(this IServiceCollection services) =>
        services.AddSingleton<LiveFeed>().AddSingleton<ILiveFeed>(sp => sp.GetRequiredService<LiveFeed>()).AddScoped<LiveContents>();
}
