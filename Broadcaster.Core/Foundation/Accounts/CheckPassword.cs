using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>
/// Checks an email and password at sign-in. Five failures lock the account for ten minutes. An address that nobody has
/// takes the same time, gets the same answers and "locks" the same way, so that nobody learns who has an account.
/// </summary>
public sealed class CheckPassword(
    Database database, IPasswordHasher<User> hasher, NewUser newUser, SignInAttempts attempts, AccountAudit audit, TimeProvider clock)
{
    public const int FailuresAllowed = 5;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(10);

    // The hash of nothing that anybody types, at the present cost.
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<User>().HashPassword(new User(), Secrets.Random(40)));

    public async Task<Result<User>> ExecuteAsync(string email, string password, string? ipAddress, CancellationToken ct)
    {
        var normalized = newUser.Normalize(email);
        if (attempts.Try(ipAddress, normalized) is { } wait)
        {
            return new TooManySignIns(wait);
        }

        await using var db = database.OpenUnscoped();
        var user = await db.Users.FirstOrDefaultAsync(u => u.NormalizedEmail == normalized, ct);
        if (user is null)
        {
            hasher.VerifyHashedPassword(new User(), NobodysHash.Value, password);
            return attempts.NoteFailure(normalized) ? new AccountLocked() : new WrongCredentials();
        }

        var now = clock.GetUtcNow();
        var verified = hasher.VerifyHashedPassword(user, user.PasswordHash ?? NobodysHash.Value, password);
        if (user.LockoutEnd > now)
        {
            return new AccountLocked();
        }

        if (user.PasswordHash is null || verified == PasswordVerificationResult.Failed)
        {
            return await NoteFailureAsync(db, user, now, ipAddress, ct) ? new AccountLocked() : new WrongCredentials();
        }

        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            user.PasswordHash = hasher.HashPassword(user, password);
        }

        user.AccessFailedCount = 0;
        user.LockoutEnd = null;
        await db.SaveChangesAsync(ct);
        return user;
    }

    // Counted in the database itself: guesses that arrive together are all counted.
    private async Task<bool> NoteFailureAsync(BroadcasterDbContext db, User user, DateTimeOffset now, string? ipAddress, CancellationToken ct)
    {
        var row = db.Users.Where(u => u.Id == user.Id);
        await row.ExecuteUpdateAsync(set => set.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1), ct);
        var until = (DateTimeOffset?)now.Add(LockedFor);
        var locked = await row.Where(u => u.AccessFailedCount >= FailuresAllowed)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, until).SetProperty(u => u.AccessFailedCount, 0), ct);
        if (locked > 0)
        {
            await audit.RecordAsync(user, "account.locked", ipAddress, ct);
        }

        return locked > 0;
    }
}
