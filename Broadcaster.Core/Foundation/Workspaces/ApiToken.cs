using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>A token for the API. It acts as a member, with at most its role; only its hash is kept.</summary>
public sealed class ApiToken : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid MemberId { get; init; }

    public Member? Member { get; init; }

    public required string Name { get; set; }

    /// <summary>At most the member's role at the time of use: the lower of the two counts.</summary>
    public required Role Role { get; init; }

    /// <summary>SHA-256 of the whole token, hex. Tokens are 32+ random characters, so a plain hash is enough.</summary>
    public required string TokenHash { get; init; }

    /// <summary>The first characters, to tell tokens apart in a list: <c>brc_a1b2…</c>.</summary>
    public required string Prefix { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
