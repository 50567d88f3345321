using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>Sets a new password for who knows the present one. Every other session of the user ends.</summary>
public sealed class ChangePassword(Database database, IPasswordHasher<User> hasher, SignInAttempts attempts, AccountAudit audit)
{
    public async Task<Result<User>> ExecuteAsync(Guid userId, string? current, string? wanted, string? ipAddress, CancellationToken ct)
    {
        if (attempts.Try(ipAddress, userId.ToString()) is { } wait)
        {
            return new TooManySignIns(wait);
        }

        await using var db = database.OpenUnscoped();
        var user = await db.Users.FirstAsync(u => u.Id == userId, ct);
        if (user.PasswordHash is null || hasher.VerifyHashedPassword(user, user.PasswordHash, current ?? "") == PasswordVerificationResult.Failed)
        {
            return PasswordErrors.WrongCurrent();
        }

        if (PasswordRules.Problem(wanted, user.Email, user.DisplayName) is { } weak)
        {
            return InvalidInput.Of("newPassword", weak);
        }

        user.PasswordHash = hasher.HashPassword(user, wanted!);
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        await db.SaveChangesAsync(ct);
        await audit.RecordAsync(user, "account.password_changed", ipAddress, ct);
        return user;
    }
}
