using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>Signs a user out everywhere: on every device within a minute.</summary>
public sealed class EndSessions(Database database, AccountAudit audit)
{
    public async Task<User> ExecuteAsync(Guid userId, string? ipAddress, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        var user = await db.Users.FirstAsync(u => u.Id == userId, ct);
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        await db.SaveChangesAsync(ct);
        await audit.RecordAsync(user, "account.sessions_ended", ipAddress, ct);
        return user;
    }
}
