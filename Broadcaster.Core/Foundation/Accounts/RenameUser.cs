using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>Changes the name that others see.</summary>
public sealed class RenameUser(Database database, AccountAudit audit)
{
    public async Task<Result<User>> ExecuteAsync(Guid userId, string? name, string? ipAddress, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        var user = await db.Users.FirstAsync(u => u.Id == userId, ct);
        var errors = new Dictionary<string, string[]>();
        NewUser.Check(errors, user.Email, name);
        if (errors.TryGetValue("name", out var wrong))
        {
            return InvalidInput.Of("name", wrong[0]);
        }

        if (user.DisplayName != name!.Trim())
        {
            user.DisplayName = name.Trim();
            await db.SaveChangesAsync(ct);
            await audit.RecordAsync(user, "account.renamed", ipAddress, ct);
        }

        return user;
    }
}
