using Npgsql;

namespace Broadcaster.Tests.Support;

/// <summary>A database on the tests' own server, dropped with this object, whoever is still connected.</summary>
public sealed class PostgresDatabase(PostgresCluster cluster, string name, string connectionString) : IAsyncDisposable
{
    public string Name => name;

    public string ConnectionString => connectionString;

    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(pooled);
        }

        await cluster.DropDatabaseAsync(name);
    }
}
