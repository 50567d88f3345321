using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>Sets a new password for whoever has a <see cref="PasswordLink"/>. Every session of the user ends, and a lock-out with it.</summary>
public sealed class ResetPassword(Database database, PasswordLinks links, IPasswordHasher<User> hasher, SignInAttempts attempts, AccountAudit audit)
{
    /// <summary>Whom the link is for; null where it does not work (any more).</summary>
    public async Task<User?> FindAsync(string secret, CancellationToken ct)
    {
        if (links.UserOf(secret) is not { } userId)
        {
            return null;
        }

        await using var db = database.OpenUnscoped();
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == userId, ct);
        return user is not null && links.Fits(secret, user) ? user : null;
    }

    public async Task<Result<User>> ExecuteAsync(string secret, string? password, string? ipAddress, CancellationToken ct)
    {
        if (attempts.Try(ipAddress, "password-link") is { } wait)
        {
            return new TooManySignIns(wait);
        }

        await using var db = database.OpenUnscoped();
        var found = await FindAsync(secret, ct);
        if (found is null)
        {
            return new PasswordLinkGone();
        }

        if (PasswordRules.Problem(password, found.Email, found.DisplayName) is { } weak)
        {
            return InvalidInput.Of("password", weak);
        }

        // The stamp is the fence: of two who use the link at once, one wins.
        var (old, stamp, hash) = (found.SecurityStamp, Guid.NewGuid().ToString("N"), hasher.HashPassword(found, password!));
        var set = await db.Users.Where(u => u.Id == found.Id && u.SecurityStamp == old).ExecuteUpdateAsync(
            to => to.SetProperty(u => u.PasswordHash, hash).SetProperty(u => u.SecurityStamp, stamp)
                .SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), ct);
        if (set == 0)
        {
            return new PasswordLinkGone();
        }

        var user = await db.Users.FirstAsync(u => u.Id == found.Id, ct);
        await audit.RecordAsync(user, "account.password_reset", ipAddress, ct);
        return user;
    }
}
