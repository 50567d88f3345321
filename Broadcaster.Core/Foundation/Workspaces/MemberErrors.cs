using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>A workspace without an owner could never get one again.</summary>
public sealed record LastOwner() : Error("member.last_owner", "This is the only owner. Make somebody else an owner first.");

/// <summary>Already in.</summary>
public sealed record AlreadyMember(string Email) : Error("member.exists", $"{Email} is a member of this workspace already. Change the role instead.");

/// <summary>A password must not be set for somebody who has one.</summary>
public sealed record HasAccount(string Email)
    : Error("member.has_account", $"{Email} has an account already. Leave the password out: an invitation link lets them join with it.");

/// <summary>The link does not work any more, or never did: the three are told apart to nobody.</summary>
public sealed record InvitationGone()
    : Error("invitation.gone", "This invitation does not work: it was used, has expired, or was withdrawn. Ask for a new link.")
{
    public override ErrorKind Kind => ErrorKind.NotFound;
}

/// <summary>The invited address has an account: whoever owns it signs in first.</summary>
public sealed record SignInToAccept() : Error("invitation.sign_in", "You have an account with this address. Sign in, then accept.");

/// <summary>Another workspace has the slug.</summary>
public sealed record SlugTaken(string Slug) : Error("workspace.slug_taken", $"Another workspace is called {Slug}. Choose a different slug.");
