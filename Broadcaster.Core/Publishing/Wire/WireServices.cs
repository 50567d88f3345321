using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Publishing.Wire;

/// <summary>The one way out of the process.</summary>
public static class WireServices
{
    public static IServiceCollection AddWire(this IServiceCollection services) => services.AddSingleton<WireFactory>();
}
