using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Publishing.Publications;

internal sealed class PublicationConfiguration : IEntityTypeConfiguration<Publication>
{
    public void Configure(EntityTypeBuilder<Publication> publication)
    {
        publication.Ignore(p => p.Delivery);
        publication.Property(p => p.Evidence).HasMaxLength(20);
        publication.Property(p => p.ContentHash).HasMaxLength(64);
        publication.HasOne(p => p.Content).WithMany().HasForeignKey(p => p.ContentId).OnDelete(DeleteBehavior.Cascade);
        publication.HasOne(p => p.Channel).WithMany().HasForeignKey(p => p.ChannelId).OnDelete(DeleteBehavior.Restrict);

        // One for good, whatever asks for it.
        publication.HasIndex(p => new { p.ContentId, p.ChannelId }).IsUnique().HasDatabaseName("ux_publications_content_channel");

        // What is or was out, newest first: the list of deliveries.
        publication.HasIndex(p => new { p.WorkspaceId, p.PublishedAt }).HasDatabaseName("ix_publications_published").HasFilter("published_at IS NOT NULL");
        publication.HasIndex(p => new { p.WorkspaceId, p.ChannelId, p.PublishedAt }).HasDatabaseName("ix_publications_channel").HasFilter("published_at IS NOT NULL");
        publication.HasIndex(p => p.NextVerifyAt).HasDatabaseName("ix_publications_verify").HasFilter("next_verify_at IS NOT NULL");
    }
}

internal sealed class PublicationCheckpointConfiguration : IEntityTypeConfiguration<PublicationCheckpoint>
{
    public void Configure(EntityTypeBuilder<PublicationCheckpoint> checkpoint)
    {
        checkpoint.HasKey(c => new { c.PublicationId, c.Generation, c.Key });
        checkpoint.Property(c => c.Key).HasMaxLength(200);
        checkpoint.HasOne<Publication>().WithMany().HasForeignKey(c => c.PublicationId);
    }
}
