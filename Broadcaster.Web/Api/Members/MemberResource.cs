using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Members;

/// <summary>Whether somebody is in, or has yet to open the link.</summary>
public enum MemberStatus
{
    Active,
    Invited,
}

/// <summary>A link by which a member chooses a new password.</summary>
/// <param name="Link">Shown once. Whoever opens it can sign in as the member.</param>
public sealed record PasswordLinkResource(string Link, DateTimeOffset ExpiresAt);

/// <summary>A member or an invitation, as the API shows them.</summary>
/// <param name="Id">The member's id, or the invitation's.</param>
/// <param name="InvitationLink">Shown once, in the answer to the POST that made it.</param>
public sealed record MemberResource(
    Guid Id, Guid? UserId, string Name, string Email, Role Role, MemberStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string? InvitationLink, int Version)
    : IVersionedResource
{
    public static MemberResource Of(MemberView member) =>
        new(member.Id, member.UserId, member.Name, member.Email, member.Role, MemberStatus.Active, member.CreatedAt, null, null, member.Version);

    public static MemberResource Of(InvitationView invitation, string? link) =>
        new(invitation.Id, null, invitation.Name, invitation.Email, invitation.Role, MemberStatus.Invited, invitation.CreatedAt, invitation.ExpiresAt, link, 1);

    /// <param name="origin">Scheme and host of the request: the link leads to where it was asked for.</param>
    public static MemberResource Of(AddedMember added, string origin) =>
        added.Member is { } member ? Of(member) : Of(added.Invitation!, origin + Urls.Invitation(added.Secret!));
}
