using System.ComponentModel.DataAnnotations;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>Which database. Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary><c>Sqlite</c> (default) or <c>Postgres</c>.</summary>
    [EnumDataType(typeof(DatabaseProvider), ErrorMessage = "Database:Provider is Sqlite or Postgres.")]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Empty for SQLite: broadcaster.db under <c>Storage:Root</c>. Needed for PostgreSQL.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>How long a start waits for a database that cannot be reached yet; without it, for as long as it takes.</summary>
    public TimeSpan? LongestWait { get; set; }
}

/// <summary>The databases that Broadcaster runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}
