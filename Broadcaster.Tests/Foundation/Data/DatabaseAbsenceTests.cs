using System.Net.Sockets;
using System.Security.Authentication;
using Broadcaster.Core.Foundation.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Broadcaster.Tests.Foundation.Data;

public sealed class DatabaseAbsenceTests
{
    [Theory]
    [InlineData("57P03", "the database system is starting up")]
    [InlineData("57P01", "terminating connection due to administrator command")]
    [InlineData("53300", "sorry, too many clients already")]
    [InlineData("57014", "canceling statement due to statement timeout")]
    public void Of_ServerThatIsNotThereYet_IsWaitedFor(string state, string said) =>
        Assert.Equal(said, DatabaseAbsence.Of(Said(state, said)));

    [Theory]
    [InlineData("28P01")]
    [InlineData("28000")]
    [InlineData("3D000")]
    [InlineData("42501")]
    public void Of_ServerThatRefusesWhatIsConfigured_IsNotWaitedFor(string state) =>
        Assert.Null(DatabaseAbsence.Of(Said(state, "no")));

    [Fact]
    public void Of_WayThatIsClosed_IsWaitedFor_AndNamesNoHost()
    {
        Assert.Equal("Connection refused", DatabaseAbsence.Of(new NpgsqlException("Failed to connect to 10.0.0.5:5432", new SocketException((int)SocketError.ConnectionRefused))));
        Assert.Equal("Name or service not known", DatabaseAbsence.Of(new NpgsqlException("db.internal", new SocketException((int)SocketError.HostNotFound))));
        Assert.Equal("it does not answer in time", DatabaseAbsence.Of(new NpgsqlException("The operation has timed out", new TimeoutException())));
        Assert.Equal("the connection broke off", DatabaseAbsence.Of(new NpgsqlException("Exception while reading from stream", new EndOfStreamException())));
        Assert.Equal(
            "Connection refused",
            DatabaseAbsence.Of(new NpgsqlException("None of the hosts", new AggregateException(new NpgsqlException("a", new SocketException((int)SocketError.ConnectionRefused))))));
    }

    [Fact]
    public void Of_WrappedByEntityFramework_IsFoundAllTheSame() =>
        Assert.Equal("no", DatabaseAbsence.Of(new InvalidOperationException("Transient.", new DbUpdateException("Saving.", Said("57P03", "no")))));

    [Fact]
    public void Of_FileThatSomebodyHolds_IsWaitedFor()
    {
        Assert.Equal("another program holds the file", DatabaseAbsence.Of(new SqliteException("database is locked", 5)));
        Assert.Null(DatabaseAbsence.Of(new SqliteException("file is not a database", 26)));
        Assert.Null(DatabaseAbsence.Of(new SqliteException("unable to open database file", 14)));
    }

    [Fact]
    public void Of_AnythingElse_IsNotWaitedFor()
    {
        Assert.Null(DatabaseAbsence.Of(new NpgsqlException("No password has been provided but the backend requires one")));
        Assert.Null(DatabaseAbsence.Of(new NpgsqlException("Exception while performing SSL handshake", new AuthenticationException("The remote certificate is invalid."))));
        Assert.Null(DatabaseAbsence.Of(new IOException("Another Broadcaster already runs on data/broadcaster.db.")));
        Assert.Null(DatabaseAbsence.Of(new InvalidOperationException("Sequence contains no elements")));
    }

    private static PostgresException Said(string state, string text) => new(text, "FATAL", "FATAL", state);
}
