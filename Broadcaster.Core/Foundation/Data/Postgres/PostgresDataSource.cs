using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Broadcaster.Core.Foundation.Data.Postgres;

/// <summary>The connections to PostgreSQL; statements that come often are prepared by themselves.</summary>
internal static class PostgresDataSource
{
    /// <summary>The key under which the ledger's own connections are registered.</summary>
    public const string Ledger = "ledger";

    /// <summary>The key under which the connection that listens to other nodes is registered.</summary>
    public const string Listening = "listening";

    private const int MostForTheLedger = 10;

    // The ledger finds every row by a key. A plan that was made while its tables were small would read them whole, and be kept
    // while they grow: until PostgreSQL next counts them, which on a new installation is after its first rush.
    private const string ByKey = "SET enable_seqscan = off; SET enable_mergejoin = off; SET plan_cache_mode = force_generic_plan; SET jit = off; " + QuickerCompression;

    // Captured requests are long: where the server has LZ4 it packs them in a fraction of the time.
    private const string QuickerCompression =
        "SELECT set_config('default_toast_compression', 'lz4', false) FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)";

    public static NpgsqlDataSource Create(IServiceProvider services) => Builder(services).Build();

    /// <summary>A few connections beside the others, whose statements are planned to go by key.</summary>
    public static NpgsqlDataSource CreateForLedger(IServiceProvider services)
    {
        var builder = Builder(services);
        builder.ConnectionStringBuilder.MaxPoolSize = Math.Min(builder.ConnectionStringBuilder.MaxPoolSize, MostForTheLedger);
        builder.ConnectionStringBuilder.MinPoolSize = Math.Min(builder.ConnectionStringBuilder.MinPoolSize, MostForTheLedger);
        builder.UsePhysicalConnectionInitializer(
            static connection =>
            {
                using var command = new NpgsqlCommand(ByKey, connection);
                command.ExecuteNonQuery();
            },
            static async connection =>
            {
                await using var command = new NpgsqlCommand(ByKey, connection);
                await command.ExecuteNonQueryAsync();
            });
        return builder.Build();
    }

    /// <summary>
    /// Connections that are closed when they are given back: a pooled one would go on listening for nobody. One that listens
    /// says nothing by itself, so the system asks whether the server is still there.
    /// </summary>
    public static NpgsqlDataSource CreateForListening(IServiceProvider services)
    {
        var builder = Builder(services);
        builder.ConnectionStringBuilder.Pooling = false;
        builder.ConnectionStringBuilder.TcpKeepAlive = true;
        builder.ConnectionStringBuilder.TcpKeepAliveTime = 30;
        builder.ConnectionStringBuilder.TcpKeepAliveInterval = 10;
        return builder.Build();
    }

    private static NpgsqlDataSourceBuilder Builder(IServiceProvider services)
    {
        var builder = new NpgsqlDataSourceBuilder(services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString);
        if (builder.ConnectionStringBuilder.MaxAutoPrepare == 0)
        {
            builder.ConnectionStringBuilder.MaxAutoPrepare = 100;
            builder.ConnectionStringBuilder.AutoPrepareMinUsages = 3;
        }

        // No setting or lock of an operation outlives its transaction, so there is nothing to reset each time that a connection is taken.
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        return builder;
    }
}
