using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcaster.Core.Foundation.Workspaces;

internal sealed class WorkspaceConfiguration : IEntityTypeConfiguration<Workspace>
{
    public void Configure(EntityTypeBuilder<Workspace> workspace)
    {
        workspace.Property(w => w.Slug).HasMaxLength(60);
        workspace.Property(w => w.Name).HasMaxLength(200);
        workspace.Property(w => w.TimeZone).HasMaxLength(60);
        workspace.Property(w => w.Settings).KeptAsJson();
        workspace.HasIndex(w => w.Slug).IsUnique();
    }
}

internal sealed class MemberConfiguration : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> member)
    {
        member.HasOne(m => m.User).WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Restrict);
        member.HasIndex(m => new { m.WorkspaceId, m.UserId }).IsUnique();
    }
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.Property(i => i.Email).HasMaxLength(256);
        invitation.Property(i => i.Name).HasMaxLength(200);
        invitation.Property(i => i.SecretHash).HasMaxLength(64);
        invitation.HasIndex(i => i.SecretHash).IsUnique();
        invitation.HasIndex(i => i.WorkspaceId);
    }
}

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> token)
    {
        token.Property(t => t.Name).HasMaxLength(200);
        token.Property(t => t.TokenHash).HasMaxLength(64);
        token.Property(t => t.Prefix).HasMaxLength(20);
        token.HasIndex(t => t.TokenHash).IsUnique();
        token.HasIndex(t => t.WorkspaceId);
        token.HasOne(t => t.Member).WithMany().HasForeignKey(t => t.MemberId);
    }
}
