using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Authoring.Media;

internal sealed class MediaConfiguration : IEntityTypeConfiguration<MediaFile>
{
    public void Configure(EntityTypeBuilder<MediaFile> file)
    {
        file.ToTable("MediaFiles");
        file.Property(f => f.FileName).HasMaxLength(255);
        file.Property(f => f.ContentType).HasMaxLength(100);
        file.Property(f => f.Sha256).HasMaxLength(64);
        file.HasIndex(f => new { f.WorkspaceId, f.CreatedAt });

        // The same bytes are kept once a workspace.
        file.HasIndex(f => new { f.WorkspaceId, f.Sha256 }).IsUnique();
    }
}
