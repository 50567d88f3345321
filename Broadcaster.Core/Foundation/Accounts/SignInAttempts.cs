namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>Counts tries to sign in or to set up, on this node: a guesser is slowed down long before the database notices.</summary>
public sealed class SignInAttempts(TimeProvider clock)
{
    public const int AMinutePerAccount = 10;
    public const int AMinutePerAddress = 60;

    private readonly AttemptWindow perAccount = new(AMinutePerAccount, TimeSpan.FromMinutes(1), clock);
    private readonly AttemptWindow perAddress = new(AMinutePerAddress, TimeSpan.FromMinutes(1), clock);
    private readonly AttemptWindow unknown = new(CheckPassword.FailuresAllowed - 1, CheckPassword.LockedFor, clock);

    /// <summary>Null when the try may go on; otherwise how long to wait.</summary>
    public TimeSpan? Try(string? ipAddress, string account) =>
        perAddress.Try(ipAddress ?? "") ?? perAccount.Try($"{ipAddress} {account}");

    /// <summary>Counts a failure for an address that nobody has; true when it would be locked by now.</summary>
    internal bool NoteFailure(string account) => unknown.Try(account) is not null;
}
