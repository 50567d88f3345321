namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>A token as a list shows it, never the token itself.</summary>
public sealed record TokenView(
    Guid Id, string Name, Role Role, string Prefix, Guid MemberId, string MemberName, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);

/// <summary>A token that was just made, with what is told this once.</summary>
public sealed record CreatedToken(TokenView View, string Token);

/// <summary>What token to make.</summary>
/// <param name="MemberId">Whom it acts as; null: the caller.</param>
public sealed record TokenInput(string? Name, Role? Role, Guid? MemberId, DateTimeOffset? ExpiresAt);
