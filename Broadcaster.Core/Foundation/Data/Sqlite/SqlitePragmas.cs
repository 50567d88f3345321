using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadcaster.Core.Foundation.Data.Sqlite;

/// <summary>
/// A commit is on the disk when it returns (FULL: the ledger's intent must survive a power cut); a writer waits for its turn
/// instead of failing.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    /// <summary>What each connection is told.</summary>
    public const string Sql = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 15000; PRAGMA foreign_keys = ON;";

    /// <summary>What the file is told once, and keeps: readers do not wait for the writer.</summary>
    public const string OfTheFile = "PRAGMA journal_mode = WAL";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
