using Broadcaster.Tests.Support;
using Npgsql;

namespace Broadcaster.Tests.EndToEnd.Crashes;

/// <summary>On a PostgreSQL server of its own, which can be stopped, and with as many nodes as a test starts.</summary>
public class PostgresCrashBed : CrashBed
{
    private PostgresCluster? cluster;
    private PostgresDatabase? database;

    private string ConnectionString => database!.ConnectionString;

    protected override Dictionary<string, string> DatabaseSettings => new()
    {
        ["Database:Provider"] = "Postgres",
        ["Database:ConnectionString"] = ConnectionString,
    };

    public override IDatabaseGrip Grip() => new TableGrip(ConnectionString);

    public override async Task TakeDatabaseAwayAsync(TimeSpan duration)
    {
        await cluster!.StopServerAsync();
        await Task.Delay(duration, TimeProvider.System);
        await cluster.StartServerAsync();
    }

    /// <summary>Another node on the same database, which takes only a few jobs at once.</summary>
    public Task<BroadcasterProcess> StartNodeAsync(string name, int maxConcurrency) => StartNodeAsync(
        name,
        new Dictionary<string, string>(Settings)
        {
            ["Publishing:NodeName"] = name,
            ["Publishing:MaxConcurrency"] = maxConcurrency.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });

    protected override async Task PrepareDatabaseAsync()
    {
        // Durable: what the tests' usual servers lose with a crash is exactly what counts here.
        cluster = await PostgresCluster.StartAsync(fsync: true);
        database = await cluster.CreateDatabaseAsync();
    }

    protected override async Task RemoveDatabaseAsync()
    {
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }

    private sealed class TableGrip : IDatabaseGrip
    {
        private const string Waiting =
            "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'";

        private readonly NpgsqlConnection connection;
        private readonly NpgsqlTransaction transaction;

        public TableGrip(string connectionString)
        {
            connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            connection.Open();
            transaction = connection.BeginTransaction();
            using var command = new NpgsqlCommand("LOCK TABLE publish_attempts, publication_checkpoints IN SHARE ROW EXCLUSIVE MODE", connection, transaction);
            command.ExecuteNonQuery();
        }

        public Task SomebodyWaitsAsync() => Eventually.TrueAsync(
            async () =>
            {
                await using var command = new NpgsqlCommand($"SELECT count(*) {Waiting}", connection, transaction);
                return await command.ExecuteScalarAsync() is > 0L;
            },
            () => "Nobody ever waited for the lock.");

        public void Dispose()
        {
            // A server notices a dead client only when it next talks to it; until then it would go on with what it was asked.
            using (var command = new NpgsqlCommand($"SELECT pg_terminate_backend(pid, 5000) {Waiting}", connection, transaction))
            {
                command.ExecuteNonQuery();
            }

            transaction.Rollback();
            connection.Dispose();
        }
    }
}
