using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Makes a token stop working, at once on this node and within half a minute on others.</summary>
public sealed class RevokeToken(Database database, TokenDirectory tokens, TimeProvider clock)
{
    public async Task<Result> ExecuteAsync(Caller caller, Guid tokenId, CancellationToken ct)
    {
        await using var db = database.Write(caller, "token.revoked");
        var token = await db.ApiTokens.FirstOrDefaultAsync(t => t.Id == tokenId && t.RevokedAt == null, ct);
        var own = token?.MemberId == caller.MemberId;
        if (token is null || (!own && !caller.May(WorkspaceAction.ManageMembers)))
        {
            // Whose token it is, is nobody else's business.
            return new NotFound("token");
        }

        var ownerHasIt = await db.Members.AnyAsync(m => m.Id == token.MemberId && m.Role == Role.Owner, ct);
        if (!own && ownerHasIt && caller.Refuse(WorkspaceAction.ManageOwners) is { } owners)
        {
            return owners;
        }

        token.RevokedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        tokens.Forget();
        return Result.Done;
    }
}
