using System.Collections.Frozen;
using static Broadcaster.Core.Foundation.Workspaces.Role;
using static Broadcaster.Core.Foundation.Workspaces.WorkspaceAction;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>The one table of who may do what. Pages, API, hub and use cases all ask here.</summary>
public static class Permissions
{
    private static readonly FrozenDictionary<WorkspaceAction, Role[]> Table = new Dictionary<WorkspaceAction, Role[]>
    {
        [View] = [Owner, Admin, Editor, Author, Reviewer, Viewer],
        [WriteContent] = [Owner, Admin, Editor, Author],
        [EditAnyContent] = [Owner, Admin, Editor],
        [Review] = [Owner, Admin, Editor, Reviewer],
        [Publish] = [Owner, Admin, Editor],
        [ManageChannels] = [Owner, Admin],
        [ManageMembers] = [Owner, Admin],
        [ManageOwnTokens] = [Owner, Admin, Editor, Author, Reviewer, Viewer],
        [ManageSettings] = [Owner, Admin],
        [ViewAudit] = [Owner, Admin],
        [ManageOwners] = [Owner],
    }.ToFrozenDictionary();

    public static bool Allows(Role role, WorkspaceAction action) => Table[action].Contains(role);

    /// <summary>The roles that may, for the sentence in a refusal.</summary>
    public static IReadOnlyList<Role> RolesFor(WorkspaceAction action) => Table[action];
}
