using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Web.Tenancy;

/// <summary>The workspace that a page is in, and who looks at it. The layout cascades it to every page under <c>/w/{slug}</c>.</summary>
/// <param name="TimeZone">IANA id: exact times are shown in it.</param>
/// <param name="Email">The signed-in person's address, for the account menu.</param>
/// <param name="MayCreateWorkspaces">They administer the installation.</param>
public sealed record CurrentWorkspace(Caller Caller, string Name, string TimeZone, string Email, IReadOnlyList<WorkspaceLink> All, bool MayCreateWorkspaces = false)
{
    public Guid Id => Caller.WorkspaceId;

    public string Slug => Caller.WorkspaceSlug;

    public bool May(WorkspaceAction action) => Caller.May(action);
}
