using Broadcaster.Core;
using Broadcaster.Core.Foundation.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Support;

/// <summary>Migrated, empty databases. Each kind is migrated once a run and copied from then on.</summary>
internal static class TestDatabases
{
    private static readonly Lazy<Task<TempFolder>> SqliteTemplate = new(MigrateSqliteAsync);
    private static readonly Lazy<Task<PostgresDatabase>> PostgresTemplate = new(MigratePostgresAsync);

    /// <summary>Copies the migrated database into the folder, as broadcaster.db.</summary>
    public static async Task CopySqliteToAsync(TempFolder folder) =>
        File.Copy((await SqliteTemplate.Value).Combine("broadcaster.db"), folder.Combine("broadcaster.db"));

    public static async Task<PostgresDatabase> CreatePostgresAsync()
    {
        var template = await PostgresTemplate.Value;
        return await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(template);
    }

    private static async Task<TempFolder> MigrateSqliteAsync()
    {
        var folder = new TempFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var connection = new SqliteConnectionStringBuilder { DataSource = folder.Combine("broadcaster.db"), Pooling = false };
        await MigrateAsync(DatabaseProvider.Sqlite, connection.ToString(), folder);
        return folder;
    }

    private static async Task<PostgresDatabase> MigratePostgresAsync()
    {
        var database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync();
        using var folder = new TempFolder();

        // Not pooled: nothing may stay connected to a database that is a template.
        await MigrateAsync(DatabaseProvider.Postgres, database.ConnectionString + ";Pooling=false", folder);
        return database;
    }

    private static async Task MigrateAsync(DatabaseProvider provider, string connectionString, TempFolder folder)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(Configuration(provider, connectionString, folder));
        services.AddLogging();
        services.AddBroadcasterCore();
        await using var built = services.BuildServiceProvider();
        await built.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
    }

    public static IConfiguration Configuration(DatabaseProvider provider, string? connectionString, TempFolder folder) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = provider.ToString(),
            ["Database:ConnectionString"] = connectionString,
            ["Storage:Root"] = folder.FullPath,
        }).Build();
}
