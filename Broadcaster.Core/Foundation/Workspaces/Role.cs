namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>What a member is in a workspace, most powerful first. A token has at most its member's role.</summary>
public enum Role
{
    Owner,
    Admin,
    Editor,
    Author,
    Reviewer,
    Viewer,
}
