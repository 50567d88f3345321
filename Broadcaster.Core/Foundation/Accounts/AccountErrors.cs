using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>No such account, or not its password: the two are told apart to nobody.</summary>
public sealed record WrongCredentials() : Error("signin.wrong", "The email address or the password is not right.")
{
    public override ErrorKind Kind => ErrorKind.Invalid;
}

/// <summary>Too many failures.</summary>
public sealed record AccountLocked()
    : Error("signin.locked", "After five failures nobody can sign in with this address for ten minutes. Wait, then try again.")
{
    public override ErrorKind Kind => ErrorKind.Forbidden;
}

/// <summary>Too many tries in a short time, from one address on the network.</summary>
public sealed record TooManySignIns(TimeSpan Wait)
    : Error("signin.rate_limited", $"Too many tries in a short time. Wait {Math.Max(1, (int)Math.Ceiling(Wait.TotalSeconds))} seconds, then try again.");

/// <summary>The link was used, or its day is over.</summary>
public sealed record PasswordLinkGone() : Error("account.password_link_gone", "This link was used or has expired. Ask for a new one.");

/// <summary>The present password was not right.</summary>
public static class PasswordErrors
{
    public static InvalidInput WrongCurrent() => InvalidInput.Of("currentPassword", "This is not your present password.", "account.wrong_password");
}
