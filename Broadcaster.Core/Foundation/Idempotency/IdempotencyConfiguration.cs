using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Foundation.Idempotency;

internal sealed class IdempotencyConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> record)
    {
        record.HasKey(r => new { r.WorkspaceId, r.Scope });
        record.Property(r => r.Scope).HasMaxLength(64);
        record.Property(r => r.BodyHash).HasMaxLength(64);
        record.HasIndex(r => r.CreatedAt);
    }
}
