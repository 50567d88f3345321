using System.Security.Claims;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Web.Tenancy;

/// <inheritdoc />
internal sealed class WorkspaceGate(FindWorkspace findWorkspace, ClientAddress client) : IWorkspaceGate
{
    public async Task<CurrentWorkspace?> OpenAsync(ClaimsPrincipal user, string slug, CancellationToken ct)
    {
        if (user.UserId() is not { } userId || await findWorkspace.ExecuteAsync(userId, slug, ct) is not { } found)
        {
            return null;
        }

        var caller = found.Caller with { IpAddress = client.Value, CorrelationId = Guid.CreateVersion7().ToString("N") };
        return new CurrentWorkspace(caller, found.Name, found.TimeZone, found.Email, await ListAsync(user, ct), found.MayCreateWorkspaces);
    }

    public async Task<IReadOnlyList<WorkspaceLink>> ListAsync(ClaimsPrincipal user, CancellationToken ct) =>
        user.UserId() is { } userId
            ? [.. (await findWorkspace.ListAsync(userId, ct)).Select(w => new WorkspaceLink(w.Slug, w.Name))]
            : [];
}
