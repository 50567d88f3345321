using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Publishing.Channels;

internal sealed class ChannelConfiguration : IEntityTypeConfiguration<Channel>
{
    public void Configure(EntityTypeBuilder<Channel> channel)
    {
        channel.Property(c => c.Connector).HasMaxLength(50);
        channel.Property(c => c.Name).HasMaxLength(200);
        channel.HasIndex(c => new { c.WorkspaceId, c.Name });
    }
}
