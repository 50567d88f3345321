using System.Data.Common;
using Broadcaster.Core;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Foundation.Data;

public sealed class MigratorTests
{
    [Fact]
    public async Task Migrate_ProgramWasKilledWhileItMigrated_IsDoneAgain()
    {
        using var folder = new TempFolder();
        await ExecuteAsync(
            folder,
            """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-14 12:00:00');
            """);
        await using var services = Services(folder);

        await services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None).Soon();

        await using var db = services.GetRequiredService<Database>().OpenUnscoped();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "DROP TRIGGER audit_entries_no_delete")]
    [InlineData(DatabaseProvider.Postgres, "DROP TRIGGER audit_entries_append_only ON audit_entries")]
    public async Task Migrate_ProgramWasKilledBeforeTheAuditTrailWasGuarded_IsGuardedByTheNextStart(DatabaseProvider provider, string unguarded)
    {
        await using var app = await TestApp.StartAsync(provider);
        await app.Get<AddMember>().ExecuteAsync(app.CallerAs(Role.Owner), new MemberInput("guest@example.com", "Guest", Role.Viewer), CancellationToken.None);
        await using var db = app.Database.OpenUnscoped();
        await db.Database.ExecuteSqlRawAsync(unguarded);

        await app.Get<Migrator>().MigrateAsync(CancellationToken.None);

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => db.Database.ExecuteSqlAsync($"DELETE FROM audit_entries"));
        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_FileOfAnOlderVersion_IsCopiedBesideItselfFirst()
    {
        using var folder = new TempFolder();
        await ExecuteAsync(
            folder,
            """
            CREATE TABLE "__EFMigrationsHistory" ("MigrationId" TEXT NOT NULL PRIMARY KEY, "ProductVersion" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsHistory" VALUES ('20250101000000_Older', '10.0.0');
            CREATE TABLE kept (word TEXT);
            INSERT INTO kept VALUES ('as it was');
            """);
        await using var services = Services(folder);

        await services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);

        var copy = Assert.Single(Directory.GetFiles(folder.FullPath, "broadcaster.db.*.bak"));
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new SqliteCommand("SELECT word FROM kept", connection);
        Assert.Equal("as it was", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Migrate_NewFile_ReadersDoNotWaitForTheWriter()
    {
        using var folder = new TempFolder();
        await using var services = Services(folder);

        await services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);

        await using var db = services.GetRequiredService<Database>().OpenUnscoped();
        Assert.Equal("wal", Assert.Single(await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").ToListAsync()));
    }

    private static ServiceProvider Services(TempFolder folder)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TestDatabases.Configuration(DatabaseProvider.Sqlite, $"Data Source={folder.Combine("broadcaster.db")};Pooling=False", folder));
        services.AddLogging();
        services.AddBroadcasterCore();
        return services.BuildServiceProvider();
    }

    private static async Task ExecuteAsync(TempFolder folder, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={folder.Combine("broadcaster.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
