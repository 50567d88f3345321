using System.Globalization;
using Npgsql;

namespace Broadcaster.Tests.Support;

public sealed class PostgresClusterTests
{
    [Fact]
    public async Task CreateDatabaseAsync_Twice_GivesTwoEmptyDatabases()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await using var first = await cluster.CreateDatabaseAsync();
        await using var second = await cluster.CreateDatabaseAsync();

        await ScalarAsync(first, "CREATE TABLE notes (text text)");

        Assert.Equal("notes", await ScalarAsync(first, "SELECT to_regclass('notes')::text"));
        Assert.Equal("", await ScalarAsync(second, "SELECT coalesce(to_regclass('notes')::text, '')"));
    }

    [Fact]
    public async Task CreateDatabaseAsync_FromTemplate_CopiesIt()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await using var template = await cluster.CreateDatabaseAsync();
        await ScalarAsync(template, "CREATE TABLE notes AS SELECT 'kept' AS text");

        await using var copy = await cluster.CreateDatabaseAsync(template);

        Assert.Equal("kept", await ScalarAsync(copy, "SELECT text FROM notes"));
    }

    [Fact]
    public async Task StartAsync_WithFsync_AsksForDurableCommits()
    {
        await using var cluster = await PostgresCluster.StartAsync(fsync: true);
        await using var database = await cluster.CreateDatabaseAsync();

        Assert.Equal("on", await ScalarAsync(database, "SHOW fsync"));
        Assert.Equal("on", await ScalarAsync(database, "SHOW synchronous_commit"));
    }

    [Fact]
    public async Task DisposeAsync_StopsServerAndRemovesItsFolder()
    {
        string folder;
        PostgresDatabase database;
        await using (var cluster = await PostgresCluster.StartAsync())
        {
            database = await cluster.CreateDatabaseAsync();
            folder = await ScalarAsync(database, "SHOW data_directory");
            Assert.True(Directory.Exists(Path.GetDirectoryName(folder)));
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(folder)));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ScalarAsync(database, "SELECT 1"));
    }

    // Not pooled, so that nothing stays connected to a database that is about to be a template.
    private static async Task<string> ScalarAsync(PostgresDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) ?? "";
    }
}
