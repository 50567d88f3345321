using System.Data.Common;
using System.Net.Sockets;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Data.Postgres;
using Broadcaster.Core.Foundation.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Broadcaster.Tests.Support;

/// <summary>Stands between the program and its database: what a test does there comes between two statements of the program.</summary>
public sealed class DatabaseTrap : IDbConnectionInterceptor, IDbTransactionInterceptor, IDbCommandInterceptor
{
    private int refusals;

    /// <summary>The database is away.</summary>
    public bool Away { get; set; }

    /// <summary>After each commit, before the program hears of it.</summary>
    public Func<BroadcasterDbContext, Task>? Committed { get; set; }

    /// <summary>After each query, before the program has its rows: the statement.</summary>
    public Func<string, Task>? Queried { get; set; }

    /// <summary>How often the database was asked for while it was away.</summary>
    public int Refused { get; private set; }

    /// <summary>Away for the next so many connections.</summary>
    public void RefuseNext(int connections) => Volatile.Write(ref refusals, connections);

    public void AddTo(IServiceCollection services)
    {
        services.ConfigureDbContext<SqliteBroadcasterDbContext>(o => o.AddInterceptors(this));
        services.ConfigureDbContext<PostgresBroadcasterDbContext>(o => o.AddInterceptors(this));
    }

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (Away || Volatile.Read(ref refusals) > 0)
        {
            Interlocked.Decrement(ref refusals);
            Refused++;
            throw connection is SqliteConnection
                ? new SqliteException("SQLite Error 5: 'database is locked'.", 5)
                : new NpgsqlException("Failed to connect.", new SocketException((int)SocketError.ConnectionRefused));
        }

        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        Committed?.Invoke((BroadcasterDbContext)eventData.Context!) ?? Task.CompletedTask;

    public async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        await (Queried?.Invoke(command.CommandText) ?? Task.CompletedTask);
        return result;
    }
}
