using Broadcaster.Web.Startup;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Broadcaster.Tests.Startup;

public sealed class StartRefusalTests
{
    [Fact]
    public void Of_DefectOfTheProgram_IsLeftToItsStackTrace() =>
        Assert.Null(StartRefusal.Of(new InvalidOperationException("Sequence contains no elements")));

    [Fact]
    public void Of_SettingThatIsNoSuchValue_NamesIt() =>
        Assert.Equal(
            "Failed to convert configuration value 'oracle' at 'Database:Provider'.",
            StartRefusal.Of(new InvalidOperationException("Failed to convert configuration value 'oracle' at 'Database:Provider'.", new FormatException())));

    [Fact]
    public void Of_PasswordThatPostgresRefuses_SaysWhatTheServerSaid() =>
        Assert.Equal(
            "Database:ConnectionString: password authentication failed for user \"a\". (28P01)",
            StartRefusal.Of(new PostgresException("password authentication failed for user \"a\"", "FATAL", "FATAL", "28P01")));

    [Fact]
    public void Of_FileThatIsNoDatabase_SaysWhereFilesAre() =>
        Assert.Equal(
            "The SQLite database cannot be used: SQLite Error 26: 'file is not a database'. Storage:Root is the folder for the database and files.",
            StartRefusal.Of(new SqliteException("SQLite Error 26: 'file is not a database'.", 26)));

    [Fact]
    public void Of_FolderThatMayNotBeWritten_SaysWhereFilesAre() =>
        Assert.Equal(
            "Access to the path '/data' is denied. Storage:Root is the folder for the database and files.",
            StartRefusal.Of(new UnauthorizedAccessException("Access to the path '/data' is denied.")));
}
