using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Authoring.Approvals;

internal sealed class ApprovalConfiguration : IEntityTypeConfiguration<Approval>
{
    public void Configure(EntityTypeBuilder<Approval> approval)
    {
        approval.Property(a => a.ContentHash).HasMaxLength(64);
        approval.Property(a => a.MemberName).HasMaxLength(200);
        approval.HasIndex(a => new { a.ContentId, a.At });
    }
}
