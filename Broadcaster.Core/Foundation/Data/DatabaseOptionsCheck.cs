using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>A connection string that cannot be read keeps the program from starting, with a word on how one looks.</summary>
internal sealed class DatabaseOptionsCheck : IValidateOptions<DatabaseOptions>
{
    private const string Key = "Database:ConnectionString";

    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (options.LongestWait < TimeSpan.Zero)
        {
            return ValidateOptionsResult.Fail("Database:LongestWait is a time such as 00:05:00, or 00:00:00 not to wait at all. Leave it out to wait for as long as it takes.");
        }

        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return options.Provider == DatabaseProvider.Postgres ? ValidateOptionsResult.Fail($"{Key} is needed with Database:Provider=Postgres.") : ValidateOptionsResult.Success;
        }

        try
        {
            DbConnectionStringBuilder parsed = options.Provider == DatabaseProvider.Postgres ? new NpgsqlConnectionStringBuilder() : new SqliteConnectionStringBuilder();
            parsed.ConnectionString = options.ConnectionString;
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException unreadable)
        {
            var example = options.Provider == DatabaseProvider.Postgres ? "Host=db;Database=broadcaster;Username=broadcaster;Password=…" : "Data Source=/srv/broadcaster.db";
            return ValidateOptionsResult.Fail($"{Key} cannot be read ({unreadable.Message}). It looks like {example}");
        }
    }
}
