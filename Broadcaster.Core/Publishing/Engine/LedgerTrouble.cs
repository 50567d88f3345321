using Broadcaster.Core.Foundation.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>What a failed write of the ledger says: that the database is away, or that it will not have what it was given.</summary>
internal static class LedgerTrouble
{
    // Too big, a constraint, a wrong type.
    private static readonly int[] SqliteRefused = [18, 19, 20];

    /// <summary>It passes by itself, and for all that is to be written alike: the same again in a while.</summary>
    public static bool Passes(Exception problem) => DatabaseTrouble.Passes(problem);

    /// <summary>The fault is in the values: it will be the same however often they are written.</summary>
    public static bool IsOfTheValues(Exception problem) => problem switch
    {
        SqliteException sqlite => SqliteRefused.Contains(sqlite.SqliteErrorCode),

        // Data exception, integrity constraint, program limit.
        PostgresException postgres => postgres.SqlState.AsSpan(0, 2) is "22" or "23" or "54",
        ArgumentException or InvalidCastException or FormatException or OverflowException => true,
        _ => false,
    };
}
