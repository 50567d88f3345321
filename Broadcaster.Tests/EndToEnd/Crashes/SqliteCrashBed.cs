using Broadcaster.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Broadcaster.Tests.EndToEnd.Crashes;

/// <summary>On a SQLite file.</summary>
public class SqliteCrashBed : CrashBed
{
    private string File => Folder.Combine("broadcaster.db");

    protected override Dictionary<string, string> DatabaseSettings => new()
    {
        ["Database:ConnectionString"] = new SqliteConnectionStringBuilder { DataSource = File }.ToString(),
    };

    public override IDatabaseGrip Grip() => new FileGrip(File);

    public override async Task TakeDatabaseAwayAsync(TimeSpan duration)
    {
        using var grip = Grip();
        await Task.Delay(duration, TimeProvider.System);
    }

    protected override Task PrepareDatabaseAsync() => TestDatabases.CopySqliteToAsync(Folder);

    protected override Task RemoveDatabaseAsync() => Task.CompletedTask;

    private sealed class FileGrip : IDatabaseGrip
    {
        private readonly SqliteConnection connection;

        public FileGrip(string file)
        {
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
            connection.Open();
            Run("BEGIN IMMEDIATE");
        }

        // A file does not tell who waits for it.
        public Task SomebodyWaitsAsync() => Task.CompletedTask;

        public void Dispose()
        {
            Run("ROLLBACK");
            connection.Dispose();
        }

        private void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
