using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>What a failed call of the database says: that it is away, or that it will not have what it was given.</summary>
internal static class DatabaseTrouble
{
    // Busy, locked, out of memory, read-only, I/O error, full, cannot be opened, locking protocol.
    private static readonly int[] SqliteAway = [5, 6, 7, 8, 10, 13, 14, 15];

    /// <summary>It passes by itself: the same again in a while.</summary>
    public static bool Passes(Exception problem) => problem switch
    {
        SqliteException sqlite => SqliteAway.Contains(sqlite.SqliteErrorCode),
        PostgresException postgres => postgres.IsTransient,
        DbException => true,
        IOException or SocketException or TimeoutException or OperationCanceledException => true,

        // EF wraps what fails while it saves, and what it takes to be passing.
        { InnerException: { } inner } => Passes(inner),
        _ => false,
    };

    /// <summary>The database is away: <see cref="Passes"/>, where it may have been something else that failed.</summary>
    public static bool IsAway(Exception problem) => IsOfTheDatabase(problem) && Passes(problem);

    private static bool IsOfTheDatabase(Exception? problem) => problem is DbException || (problem is not null && IsOfTheDatabase(problem.InnerException));
}
