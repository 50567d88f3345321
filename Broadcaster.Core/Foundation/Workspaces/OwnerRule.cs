using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>A workspace always keeps an owner, and only owners touch owners.</summary>
internal static class OwnerRule
{
    /// <summary>
    /// Null when the member may stop being an owner. The caller holds a transaction: the lock makes two owners who remove each
    /// other at the same time wait for one another, so that the second sees what the first did.
    /// </summary>
    public static async Task<Error?> RefuseLossAsync(BroadcasterDbContext db, Caller caller, Member member, CancellationToken ct)
    {
        if (member.Role != Role.Owner)
        {
            return null;
        }

        await db.LockAuditHeadAsync(caller.WorkspaceId, ct);
        return await db.Members.AnyAsync(m => m.Role == Role.Owner && m.Id != member.Id, ct) ? null : new LastOwner();
    }
}
