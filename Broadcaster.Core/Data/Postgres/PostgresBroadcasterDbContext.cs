using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Broadcaster.Core.Data.Postgres;

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgresBroadcasterDbContext(DbContextOptions<PostgresBroadcasterDbContext> options) : BroadcasterDbContext(options)
{
    protected internal override Task LockAuditHeadAsync(Guid workspaceId, CancellationToken ct) =>
        Database.ExecuteSqlAsync($"SELECT 1 FROM audit_heads WHERE workspace_id = {workspaceId} FOR UPDATE", ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    // Npgsql refuses an offset other than zero for timestamptz.
    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(v => v.ToUniversalTime(), v => v);
}
