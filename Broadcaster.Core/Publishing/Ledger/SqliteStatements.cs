using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Foundation.Data.Sqlite;
using Microsoft.Data.Sqlite;

namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>One open connection with its prepared statements: a batch pays for parsing nothing.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    public SqliteTransaction Begin() => connection.BeginTransaction(deferred: false);

    /// <summary>Runs a statement; answers how many rows it changed.</summary>
    public int Run(string sql, SqliteTransaction? transaction, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Bind(sql, transaction, values).ExecuteNonQuery();

    public SqliteDataReader Read(string sql, SqliteTransaction? transaction, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Bind(sql, transaction, values).ExecuteReader();

    public void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private SqliteCommand Bind(string sql, SqliteTransaction? transaction, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }

            prepared[sql] = command;
        }

        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i].Value switch
            {
                null => DBNull.Value,
                DateTimeOffset time => SqliteTime.ToMicroseconds(time),
                string text => StorableText.Clean(text),
                var value => value,
            };
        }

        return command;
    }
}
