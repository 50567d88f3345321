using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Broadcaster.Core.Foundation.Data.Sqlite;

/// <summary>The model on SQLite. Times are UTC microseconds since 1970 in an INTEGER, so that they sort and compare.</summary>
public sealed class SqliteBroadcasterDbContext(DbContextOptions<SqliteBroadcasterDbContext> options) : BroadcasterDbContext(options)
{
    protected internal override Task LockAuditHeadAsync(Guid workspaceId, CancellationToken ct) => Task.CompletedTask;

    protected override Task LockJobsAsync(CancellationToken ct) => Task.CompletedTask;

    protected override bool MayTryAgain(Exception problem) => false;

    protected internal override Task GuardAuditTrailAsync(CancellationToken ct) => Database.ExecuteSqlRawAsync(
        """
        CREATE TRIGGER IF NOT EXISTS audit_entries_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END;
        CREATE TRIGGER IF NOT EXISTS audit_entries_no_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END;
        """,
        ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<DateTimeOffset>().HaveConversion<MicrosecondsConverter>();
        conventions.Properties<decimal>().HaveConversion<double>();
    }

    private sealed class MicrosecondsConverter()
        : ValueConverter<DateTimeOffset, long>(v => SqliteTime.ToMicroseconds(v), v => SqliteTime.FromMicroseconds(v));
}
