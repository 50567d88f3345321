using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>A link that makes whoever opens it a member. Used once; only the hash of its secret is kept.</summary>
public sealed class Invitation : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required string Email { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    /// <summary>SHA-256 of the secret in the link, hex.</summary>
    public required string SecretHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? AcceptedAt { get; set; }
}
