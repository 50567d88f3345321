using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Foundation.Auditing;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.Property(e => e.Action).HasMaxLength(100);
        entry.Property(e => e.Subject).HasMaxLength(40);
        entry.Property(e => e.Via).HasMaxLength(20);
        entry.HasIndex(e => new { e.WorkspaceId, e.Sequence }).IsUnique();
        entry.HasIndex(e => new { e.WorkspaceId, e.SubjectId });
    }
}

internal sealed class AuditHeadConfiguration : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> head) => head.HasKey(h => h.WorkspaceId);
}
