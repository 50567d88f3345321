using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Whether somebody who was let in once may still be in: for connections that outlive a request.</summary>
public sealed class CallerStanding(Database database, TimeProvider clock)
{
    /// <summary>False once the membership is gone or the token that was used is revoked or expired.</summary>
    public async Task<bool> HoldsAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var now = clock.GetUtcNow();
        return await db.Members.AnyAsync(m => m.Id == caller.MemberId, ct)
            && (caller.TokenId is not { } token
                || await db.ApiTokens.AnyAsync(t => t.Id == token && t.RevokedAt == null && (t.ExpiresAt == null || t.ExpiresAt > now), ct));
    }
}
