using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Gives a member another role.</summary>
public sealed class ChangeRole(Database database, TokenDirectory tokens)
{
    /// <param name="version">What the caller saw; null: whatever it is.</param>
    public async Task<Result<Member>> ExecuteAsync(Caller caller, Guid memberId, Role role, int? version, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ManageMembers) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, "member.role_changed");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var member = await db.Members.FirstOrDefaultAsync(m => m.Id == memberId, ct);
        if (member is null)
        {
            return new NotFound("member");
        }

        if ((member.Role == Role.Owner || role == Role.Owner) && caller.Refuse(WorkspaceAction.ManageOwners) is { } owners)
        {
            return owners;
        }

        if (version is not null && version != member.Version)
        {
            return new StaleVersion("member", member.Version);
        }

        if (role != Role.Owner && await OwnerRule.RefuseLossAsync(db, caller, member, ct) is { } last)
        {
            return last;
        }

        member.Role = role;
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new StaleVersion("member", member.Version);
        }

        tokens.Forget();
        return member;
    }
}
