using System.Security.Claims;

namespace Broadcaster.Web.Tenancy;

/// <summary>The way into a workspace for a signed-in person: checks the membership and makes the caller.</summary>
public interface IWorkspaceGate
{
    /// <summary>Null when there is no such workspace, or the person is not a member of it: the two are told apart to nobody.</summary>
    Task<CurrentWorkspace?> OpenAsync(ClaimsPrincipal user, string slug, CancellationToken ct);

    /// <summary>The workspaces that the person is a member of, by name.</summary>
    Task<IReadOnlyList<WorkspaceLink>> ListAsync(ClaimsPrincipal user, CancellationToken ct);
}
