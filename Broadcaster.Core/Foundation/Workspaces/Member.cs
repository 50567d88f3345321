using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>A user in a workspace, with a role.</summary>
public sealed class Member : IWorkspaceOwned, IVersioned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid UserId { get; init; }

    public User? User { get; init; }

    public required Role Role { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }
}
