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

        // No setting or lock outlives its statement or transaction, so there is nothing to reset each time that a connection is taken.
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        return builder.Build();
    }
}
