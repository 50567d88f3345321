using Broadcaster.Core.Foundation.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>Brings the database up to the model at start. A SQLite file is copied beside itself first.</summary>
public sealed class Migrator(Database database, SqliteLock sqliteLock, TimeProvider clock)
{
    // It may have to wait for another node's, and a large table takes its time.
    private static readonly TimeSpan LongestStatement = TimeSpan.FromHours(1);

    /// <summary>Throws what keeps the server from being used; a file says so when it is first read.</summary>
    public async Task ReachAsync(CancellationToken ct)
    {
        if (database.Provider != DatabaseProvider.Postgres)
        {
            return;
        }

        // Past Entity Framework, which logs every attempt of a long wait as an error, and makes a database that is not there.
        await using var db = database.OpenUnscoped();
        await using var connection = db.Database.GetDbConnection();
        await connection.OpenAsync(ct);
    }

    public async Task MigrateAsync(CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        if (database.Provider == DatabaseProvider.Postgres)
        {
            db.Database.SetCommandTimeout(LongestStatement);
        }
        else
        {
            sqliteLock.Take(db.Database.GetDbConnection().DataSource);
            await db.Database.ExecuteSqlRawAsync(SqlitePragmas.OfTheFile, ct);
        }

        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            if (db.Database.IsSqlite())
            {
                await BackUpAsync(db, ct);
                await ForgetLockAsync(db, ct);
            }

            await db.Database.MigrateAsync(ct);
        }

        await db.GuardAuditTrailAsync(ct);
    }

    // Entity Framework waits for its row for as long as it is there. Nobody else is at this file, so it is the row of a
    // program that was killed while it migrated.
    private static Task ForgetLockAsync(BroadcasterDbContext db, CancellationToken ct) => db.Database.ExecuteSqlRawAsync(
        """DROP TABLE IF EXISTS "__EFMigrationsLock" """,
        ct);

    private async Task BackUpAsync(BroadcasterDbContext db, CancellationToken ct)
    {
        var applied = await db.Database.GetAppliedMigrationsAsync(ct);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        if (!applied.Any() || string.IsNullOrEmpty(connection.DataSource))
        {
            return;
        }

        await db.Database.OpenConnectionAsync(ct);
        var copy = $"{connection.DataSource}.{clock.GetUtcNow():yyyyMMdd-HHmmss}.bak";
        await using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString());
        await target.OpenAsync(ct);
        connection.BackupDatabase(target);
    }
}
