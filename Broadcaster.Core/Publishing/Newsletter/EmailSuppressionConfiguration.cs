using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Publishing.Newsletter;

internal sealed class EmailSuppressionConfiguration : IEntityTypeConfiguration<EmailSuppression>
{
    public void Configure(EntityTypeBuilder<EmailSuppression> suppression)
    {
        suppression.ToTable("EmailSuppressions");
        suppression.HasKey(s => new { s.ChannelId, s.Address });
        suppression.Property(s => s.Address).HasMaxLength(320);
        suppression.Property(s => s.Source).HasMaxLength(20);
        suppression.HasIndex(s => s.WorkspaceId);
    }
}
