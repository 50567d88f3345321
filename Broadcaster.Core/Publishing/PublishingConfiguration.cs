using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Publishing;

internal sealed class PublishJobConfiguration : IEntityTypeConfiguration<PublishJob>
{
    public void Configure(EntityTypeBuilder<PublishJob> job)
    {
        job.Property(j => j.Connector).HasMaxLength(50);
        job.Property(j => j.ErrorKind).HasMaxLength(40);
        job.Property(j => j.ContentHash).HasMaxLength(64);
        job.Property(j => j.CorrelationId).HasMaxLength(100);

        // Whoever changes a job must have seen where it stands: a claim in between makes the save fail.
        job.Property(j => j.Status).IsConcurrencyToken();
        job.Property(j => j.Attempt).IsConcurrencyToken();
        job.HasOne(j => j.Content).WithMany().HasForeignKey(j => j.ContentId).OnDelete(DeleteBehavior.Cascade);
        job.HasOne(j => j.Channel).WithMany().HasForeignKey(j => j.ChannelId).OnDelete(DeleteBehavior.Restrict);
        job.HasOne(j => j.Publication).WithMany().HasForeignKey(j => j.PublicationId).OnDelete(DeleteBehavior.Cascade);
        job.Ignore(j => j.Delivery);

        // The three questions that the engine asks all day, each over the few rows that can be an answer.
        job.HasIndex(j => new { j.ChannelId, j.NextAttemptAt }).HasDatabaseName("ix_publish_jobs_due")
            .HasFilter("status IN ('queued', 'retry_scheduled')");
        job.HasIndex(j => j.NextAttemptAt).HasDatabaseName("ix_publish_jobs_look_up")
            .HasFilter("status IN ('confirming', 'unconfirmed')");
        job.HasIndex(j => j.LeaseUntil).HasDatabaseName("ix_publish_jobs_lease")
            .HasFilter("status = 'running'");

        // Nothing goes out twice: one live job of a kind for a publication.
        job.HasIndex(j => new { j.PublicationId, j.Action }).IsUnique().HasDatabaseName("ux_publish_jobs_live")
            .HasFilter("status NOT IN ('succeeded', 'failed', 'cancelled') AND NOT dry_run");

        // The jobs of a piece, the finished ones too: the index above is partial and cannot answer that.
        job.HasIndex(j => new { j.ContentId, j.ChannelId, j.Id });

        // Who waits for a publication to be seen.
        job.HasIndex(j => j.AfterPublicationId).HasDatabaseName("ix_publish_jobs_after").HasFilter("after_publication_id IS NOT NULL");
        job.HasIndex(j => new { j.PublicationId, j.Id });
        job.HasIndex(j => new { j.WorkspaceId, j.RunAt });
        job.HasIndex(j => new { j.WorkspaceId, j.Status, j.RunAt });
        job.HasIndex(j => new { j.WorkspaceId, j.ChannelId, j.RunAt });
    }
}

internal sealed class PublishAttemptConfiguration : IEntityTypeConfiguration<PublishAttempt>
{
    public void Configure(EntityTypeBuilder<PublishAttempt> attempt)
    {
        attempt.HasKey(a => new { a.JobId, a.Number });
        attempt.Property(a => a.RequestHash).HasMaxLength(64);
        attempt.Property(a => a.Outcome).HasMaxLength(40);

        // What the nightly trim has still to look at: trimmed rows leave it.
        attempt.HasIndex(a => new { a.WorkspaceId, a.CompletedAt }).HasDatabaseName("ix_publish_attempts_trim")
            .HasFilter("requests IS NOT NULL OR log IS NOT NULL");
        attempt.HasOne<PublishJob>().WithMany().HasForeignKey(a => a.JobId);
    }
}

internal sealed class PublishJobEventConfiguration : IEntityTypeConfiguration<PublishJobEvent>
{
    public void Configure(EntityTypeBuilder<PublishJobEvent> line)
    {
        line.HasIndex(e => new { e.JobId, e.At });
        line.HasOne<PublishJob>().WithMany().HasForeignKey(e => e.JobId);
    }
}

internal sealed class EngineNodeConfiguration : IEntityTypeConfiguration<EngineNode>
{
    public void Configure(EntityTypeBuilder<EngineNode> node)
    {
        node.HasKey(n => n.Name);
        node.Property(n => n.Name).HasMaxLength(200);
    }
}
