using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Foundation.Common.Network;

/// <summary>The guard in front of every connection to an address that a user typed.</summary>
public static class NetworkServices
{
    public static IServiceCollection AddNetwork(this IServiceCollection services)
    {
        services.AddOptions<NetworkOptions>().BindConfiguration("Network").ValidateOnStart();
        services.AddSingleton<IValidateOptions<NetworkOptions>, NetworkOptionsCheck>();
        return services.AddSingleton<NetworkGuard>();
    }
}
