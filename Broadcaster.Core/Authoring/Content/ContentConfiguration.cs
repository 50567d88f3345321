using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Authoring.Content;

internal sealed class ContentItemConfiguration : IEntityTypeConfiguration<ContentItem>
{
    public void Configure(EntityTypeBuilder<ContentItem> content)
    {
        content.ToTable("Contents");
        content.Property(c => c.Title).HasMaxLength(500);
        content.Property(c => c.Slug).HasMaxLength(200);
        content.Property(c => c.Language).HasMaxLength(35);
        content.Property(c => c.Hash).HasMaxLength(64);
        content.Property(c => c.ApprovedHash).HasMaxLength(64);
        content.Property(c => c.Metadata).KeptAsJson();
        content.HasMany(c => c.Tags).WithOne().HasForeignKey(t => t.ContentId);
        content.HasMany(c => c.Targets).WithOne().HasForeignKey(t => t.ContentId);
        content.HasMany(c => c.Variants).WithOne().HasForeignKey(v => v.ContentId);
        content.HasMany(c => c.Approvals).WithOne().HasForeignKey(a => a.ContentId);
        content.HasIndex(c => new { c.WorkspaceId, c.State, c.UpdatedAt });
        content.HasIndex(c => new { c.WorkspaceId, c.UpdatedAt });
        content.HasIndex(c => new { c.WorkspaceId, c.CreatedAt });
        content.HasIndex(c => new { c.WorkspaceId, c.CreatedBy });
        content.HasIndex(c => new { c.WorkspaceId, c.Slug });
        content.HasIndex(c => c.ParentId);
    }
}

internal sealed class ContentTagConfiguration : IEntityTypeConfiguration<ContentTag>
{
    public void Configure(EntityTypeBuilder<ContentTag> tag)
    {
        tag.HasKey(t => new { t.ContentId, t.Name });
        tag.Property(t => t.Name).HasMaxLength(100);
        tag.HasIndex(t => new { t.WorkspaceId, t.Name });
    }
}

internal sealed class ContentTargetConfiguration : IEntityTypeConfiguration<ContentTarget>
{
    public void Configure(EntityTypeBuilder<ContentTarget> target)
    {
        target.HasKey(t => new { t.ContentId, t.ChannelId });
        target.HasIndex(t => new { t.WorkspaceId, t.ChannelId });
        target.HasOne<Channel>().WithMany().HasForeignKey(t => t.ChannelId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ContentVariantConfiguration : IEntityTypeConfiguration<ContentVariant>
{
    public void Configure(EntityTypeBuilder<ContentVariant> variant)
    {
        variant.Property(v => v.Title).HasMaxLength(500);
        variant.Property(v => v.Tags).KeptAsJson();
        variant.Property(v => v.Options).KeptAsJson();
        variant.HasIndex(v => new { v.ContentId, v.ChannelId }).IsUnique();
        variant.HasOne<Channel>().WithMany().HasForeignKey(v => v.ChannelId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ContentRevisionConfiguration : IEntityTypeConfiguration<ContentRevision>
{
    public void Configure(EntityTypeBuilder<ContentRevision> revision)
    {
        revision.Property(r => r.Title).HasMaxLength(500);
        revision.Property(r => r.Hash).HasMaxLength(64);
        revision.HasIndex(r => new { r.ContentId, r.Number }).IsUnique();
        revision.HasOne<ContentItem>().WithMany().HasForeignKey(r => r.ContentId);
    }
}

internal sealed class EditorDraftConfiguration : IEntityTypeConfiguration<EditorDraft>
{
    public void Configure(EntityTypeBuilder<EditorDraft> draft)
    {
        draft.HasKey(d => new { d.ContentId, d.MemberId });
        draft.HasOne<ContentItem>().WithMany().HasForeignKey(d => d.ContentId);
    }
}
