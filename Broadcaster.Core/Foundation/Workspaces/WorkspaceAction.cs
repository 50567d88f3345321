namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Everything that a role may or may not do. <see cref="Permissions"/> is the table.</summary>
public enum WorkspaceAction
{
    /// <summary>See everything of the workspace except what the other "view" actions name.</summary>
    View,

    /// <summary>Write new content and edit one's own; submit and withdraw it; import; upload media.</summary>
    WriteContent,

    /// <summary>Edit, submit, withdraw, archive and delete anybody's content.</summary>
    EditAnyContent,

    /// <summary>Approve or reject, and comment on what is in review.</summary>
    Review,

    /// <summary>Schedule, publish, unschedule, cancel, retry and confirm jobs.</summary>
    Publish,

    /// <summary>Add, change, test, pause and delete channels.</summary>
    ManageChannels,

    /// <summary>Invite, change and remove members; make and revoke tokens for others.</summary>
    ManageMembers,

    /// <summary>Make API tokens that act as oneself.</summary>
    ManageOwnTokens,

    /// <summary>Change the workspace's settings.</summary>
    ManageSettings,

    /// <summary>Read the audit trail.</summary>
    ViewAudit,

    /// <summary>Make and remove owners; delete the workspace.</summary>
    ManageOwners,
}
