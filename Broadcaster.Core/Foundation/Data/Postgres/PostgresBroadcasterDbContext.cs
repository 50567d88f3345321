using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace Broadcaster.Core.Foundation.Data.Postgres;

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgresBroadcasterDbContext(DbContextOptions<PostgresBroadcasterDbContext> options) : BroadcasterDbContext(options)
{
    private static readonly string NoHash = new('0', 64);

    protected internal override async Task LockAuditHeadAsync(Guid workspaceId, CancellationToken ct)
    {
        // A row that is not there yet cannot be locked: the first two entries of a workspace would both be number 1.
        await Database.ExecuteSqlAsync($"INSERT INTO audit_heads (workspace_id, sequence, hash) VALUES ({workspaceId}, 0, {NoHash}) ON CONFLICT DO NOTHING", ct);
        await Database.ExecuteSqlAsync($"SELECT 1 FROM audit_heads WHERE workspace_id = {workspaceId} FOR UPDATE", ct);
    }

    protected override async Task LockJobsAsync(CancellationToken ct)
    {
        var jobs = ChangeTracker.Entries<PublishJob>().Where(e => e.State is EntityState.Modified or EntityState.Deleted).Select(e => e.Entity.Id).ToArray();
        if (jobs.Length > 0)
        {
            await Database.ExecuteSqlAsync($"SELECT 1 FROM publish_jobs WHERE id = ANY ({jobs}) ORDER BY id FOR UPDATE", ct);
        }
    }

    // EF wraps it once for the save and once more for the connection.
    protected override bool MayTryAgain(Exception problem) => problem switch
    {
        PostgresException said => said.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        { InnerException: { } inner } => MayTryAgain(inner),
        _ => false,
    };

    // One batch is one transaction, so the lock holds for all of it: nodes that start together take turns.
    protected internal override Task GuardAuditTrailAsync(CancellationToken ct) => Database.ExecuteSqlRawAsync(
        """
        SELECT pg_advisory_xact_lock(5080001);
        DO $do$
        BEGIN
            IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = 'audit_entries'::regclass AND tgname = 'audit_entries_append_only') THEN
                CREATE OR REPLACE FUNCTION audit_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'The audit trail is append-only.'; END $$;
                CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_append_only();
            END IF;
        END $do$;
        """,
        ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    // Npgsql refuses an offset other than zero for timestamptz.
    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(v => v.ToUniversalTime(), v => v);
}
