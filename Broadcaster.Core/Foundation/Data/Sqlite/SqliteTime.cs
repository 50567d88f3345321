namespace Broadcaster.Core.Foundation.Data.Sqlite;

/// <summary>How a time is kept in SQLite: UTC microseconds since 1970, the precision that PostgreSQL has too.</summary>
public static class SqliteTime
{
    public static long ToMicroseconds(DateTimeOffset value) => (value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long value) => DateTimeOffset.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMicrosecond);
}
