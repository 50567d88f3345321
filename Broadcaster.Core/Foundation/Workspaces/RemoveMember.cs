using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Takes a member out of the workspace, with their tokens. Everybody may leave by themselves. What they wrote stays.</summary>
public sealed class RemoveMember(Database database, TokenDirectory tokens)
{
    public async Task<Result> ExecuteAsync(Caller caller, Guid memberId, CancellationToken ct)
    {
        if (memberId != caller.MemberId && caller.Refuse(WorkspaceAction.ManageMembers) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, memberId == caller.MemberId ? "member.left" : "member.removed");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var member = await db.Members.FirstOrDefaultAsync(m => m.Id == memberId, ct);
        if (member is null)
        {
            return new NotFound("member");
        }

        if (member.Role == Role.Owner && caller.Refuse(WorkspaceAction.ManageOwners) is { } owners)
        {
            return owners;
        }

        if (await OwnerRule.RefuseLossAsync(db, caller, member, ct) is { } last)
        {
            return last;
        }

        db.ApiTokens.RemoveRange(await db.ApiTokens.Where(t => t.MemberId == memberId).ToListAsync(ct));
        db.Members.Remove(member);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        tokens.Forget();
        return Result.Done;
    }
}
