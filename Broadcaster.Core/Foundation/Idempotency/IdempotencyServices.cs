using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Foundation.Idempotency;

/// <summary>The same request twice is one request.</summary>
public static class IdempotencyServices
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services)
    {
        services.AddDataProtection();
        return services.AddSingleton<IdempotencyStore>();
    }
}
