using Broadcaster.Core.Foundation.Data.Postgres;
using Broadcaster.Core.Foundation.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Support;

public static class InterceptorExtensions
{
    /// <summary>Lets a test look over the shoulder of every context, whichever database it is.</summary>
    public static IServiceCollection AddInterceptor(this IServiceCollection services, IInterceptor interceptor) => services
        .ConfigureDbContext<SqliteBroadcasterDbContext>(o => o.AddInterceptors(interceptor), ServiceLifetime.Singleton)
        .ConfigureDbContext<PostgresBroadcasterDbContext>(o => o.AddInterceptors(interceptor), ServiceLifetime.Singleton);
}
