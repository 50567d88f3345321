using System.Net.Sockets;
using Broadcaster.Web.Startup;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
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

    [Fact]
    public void Of_DatabaseThatIsNotThere_SaysHowToGetOne() =>
        Assert.Equal(
            "Database:ConnectionString: database \"b\" does not exist. Create it (createdb), or name one that is there. (3D000)",
            StartRefusal.Of(new PostgresException("database \"b\" does not exist", "FATAL", "FATAL", "3D000")));

    [Fact]
    public void Of_NameThatIsNotKnown_SaysItOnce() =>
        Assert.Equal(
            "Database:ConnectionString: Name or service not known.",
            StartRefusal.Of(new NpgsqlException("Name or service not known", new SocketException((int)SocketError.HostNotFound))));

    [Fact]
    public void Of_SeveralWrongSettings_NamesThemAll() =>
        Assert.Equal(
            "A is wrong. B is wrong.",
            StartRefusal.Of(new AggregateException(new OptionsValidationException("a", typeof(string), ["A is wrong."]), new OptionsValidationException("b", typeof(string), ["B is wrong."]))));

    [Fact]
    public void Of_DefectAmongWrongSettings_IsLeftToItsStackTrace() =>
        Assert.Null(StartRefusal.Of(new AggregateException(new OptionsValidationException("a", typeof(string), ["A is wrong."]), new InvalidOperationException("A defect"))));
}
