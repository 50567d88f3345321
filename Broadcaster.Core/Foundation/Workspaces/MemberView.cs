namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>A member as a list shows it.</summary>
public sealed record MemberView(Guid Id, Guid UserId, string Name, string Email, Role Role, DateTimeOffset CreatedAt, int Version);

/// <summary>An invitation that nobody has accepted yet.</summary>
public sealed record InvitationView(Guid Id, string Name, string Email, Role Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>What came of adding somebody: a member at once, or an invitation whose secret is told this once.</summary>
public sealed record AddedMember(MemberView? Member, InvitationView? Invitation, string? Secret);
