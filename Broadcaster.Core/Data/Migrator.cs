using Broadcaster.Core.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Data;

/// <summary>Brings the database up to the model at start. A SQLite file is copied beside itself first.</summary>
public sealed class Migrator(Database database, SqliteLock sqliteLock, TimeProvider clock)
{
    public async Task MigrateAsync(CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        if (db.Database.IsSqlite())
        {
            sqliteLock.Take(db.Database.GetDbConnection().DataSource);
        }

        var pending = await db.Database.GetPendingMigrationsAsync(ct);
        if (!pending.Any())
        {
            return;
        }

        if (db.Database.IsSqlite())
        {
            await BackUpAsync(db, ct);
        }

        await db.Database.MigrateAsync(ct);
        await db.GuardAuditTrailAsync(ct);
    }

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
