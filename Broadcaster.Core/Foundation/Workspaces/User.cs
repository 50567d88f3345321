using Microsoft.AspNetCore.Identity;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>A person who can sign in; a member of any number of workspaces.</summary>
public sealed class User : IdentityUser<Guid>
{
    public string DisplayName { get; set; } = "";

    /// <summary>May make workspaces.</summary>
    public bool IsInstanceAdmin { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
