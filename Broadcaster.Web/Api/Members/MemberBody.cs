using System.ComponentModel;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Web.Api.Members;

/// <summary>What a client sends to add somebody.</summary>
public sealed record MemberBody
{
    public string? Email { get; init; }

    public string? Name { get; init; }

    public Role? Role { get; init; }

    [Description("Makes the account at once, at least 10 characters. Left out: the answer holds an invitation link.")]
    public string? Password { get; init; }

    public MemberInput ToInput() => new(Email, Name, Role, Password);
}

/// <summary>What a client sends to change a member.</summary>
public sealed record MemberRoleBody
{
    public Role? Role { get; init; }
}
