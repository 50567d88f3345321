using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Broadcaster.Core.Data.Postgres;

/// <summary>The one pool of connections to PostgreSQL; statements that come often are prepared by themselves.</summary>
internal static class PostgresDataSource
{
    public static NpgsqlDataSource Create(IServiceProvider services)
    {
        var builder = new NpgsqlDataSourceBuilder(services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString);
        if (builder.ConnectionStringBuilder.MaxAutoPrepare == 0)
        {
            builder.ConnectionStringBuilder.MaxAutoPrepare = 100;
            builder.ConnectionStringBuilder.AutoPrepareMinUsages = 3;
        }

        return builder.Build();
    }
}
