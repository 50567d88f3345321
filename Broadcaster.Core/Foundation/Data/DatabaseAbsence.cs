using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>Tells a database that cannot be used yet (a start waits for it) from one that will not do as it is configured.</summary>
public static class DatabaseAbsence
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    /// <summary>Why not yet, in words that name no host; null where waiting changes nothing.</summary>
    public static string? Of(Exception problem) => problem switch
    {
        // Starting up, shutting down, too many connections; cut off by the server's own statement_timeout.
        PostgresException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => ((PostgresException)problem).MessageText,
        PostgresException => null,
        NpgsqlException { InnerException: { } way } => OnTheWay(way),
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => "another program holds the file",
        { InnerException: { } cause } => Of(cause),
        _ => null,
    };

    // A name that is not known yet counts too: a container has one only once it runs.
    private static string? OnTheWay(Exception problem) => problem switch
    {
        SocketException socket => new SocketException(socket.ErrorCode).Message,
        TimeoutException => "it does not answer in time",
        IOException => "the connection broke off",
        NpgsqlException => Of(problem),
        { InnerException: { } cause } => OnTheWay(cause),
        _ => null,
    };
}
