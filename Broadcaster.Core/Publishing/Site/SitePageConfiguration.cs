using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Publishing.Site;

internal sealed class SitePageConfiguration : IEntityTypeConfiguration<SitePage>
{
    public void Configure(EntityTypeBuilder<SitePage> page)
    {
        page.ToTable("SitePages");
        page.Property(p => p.Slug).HasMaxLength(220);
        page.Property(p => p.Language).HasMaxLength(35);
        page.Property(p => p.Tags).KeptAsJson();
        page.HasMany(p => p.Media).WithOne().HasForeignKey(m => m.PageId);
        page.HasIndex(p => new { p.WorkspaceId, p.Slug }).IsUnique();
        page.HasIndex(p => new { p.WorkspaceId, p.ContentId }).IsUnique();
        page.HasIndex(p => new { p.WorkspaceId, p.PublishedAt });
        page.HasIndex(p => new { p.WorkspaceId, p.UpdatedAt });
    }
}

internal sealed class SitePageMediaConfiguration : IEntityTypeConfiguration<SitePageMedia>
{
    public void Configure(EntityTypeBuilder<SitePageMedia> media)
    {
        media.ToTable("SitePageMedia");
        media.HasKey(m => new { m.PageId, m.MediaId });
        media.HasIndex(m => new { m.WorkspaceId, m.MediaId });
    }
}
