using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>Whether anybody can sign in yet. Users are never all removed, so a yes is remembered.</summary>
public sealed class InstanceState(Database database)
{
    private volatile bool hasUsers;

    public async ValueTask<bool> HasUsersAsync(CancellationToken ct)
    {
        if (!hasUsers)
        {
            await using var db = database.OpenUnscoped();
            hasUsers = await db.Users.AnyAsync(ct);
        }

        return hasUsers;
    }

    internal void NoteUser() => hasUsers = true;
}
