using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>
/// Makes a link by which a member who forgot their password chooses another. An account is more than its membership here:
/// for somebody who is also in other workspaces, or who administers the instance, only an instance administrator may.
/// </summary>
public sealed class MakePasswordLink(Database database, PasswordLinks links)
{
    public async Task<Result<PasswordLink>> ExecuteAsync(Caller caller, Guid memberId, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ManageMembers) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, "member.password_link_made");
        var member = await db.Members.Include(m => m.User).FirstOrDefaultAsync(m => m.Id == memberId, ct);
        if (member?.User is not { } user)
        {
            return new NotFound("member");
        }

        if (member.Role == Role.Owner && caller.Refuse(WorkspaceAction.ManageOwners) is { } owners)
        {
            return owners;
        }

        if (await ReachesFurtherAsync(user, caller, ct))
        {
            return new NotAllowed($"{user.DisplayName} also belongs to another workspace or administers this instance, so only an instance administrator can make this link.");
        }

        await db.RecordAsync("member", member.Id, ct);
        return links.Make(user);
    }

    private async Task<bool> ReachesFurtherAsync(User user, Caller caller, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        if (await db.Users.AnyAsync(u => u.Id == caller.UserId && u.IsInstanceAdmin, ct))
        {
            return false;
        }

        return user.IsInstanceAdmin
            || await db.Members.IgnoreQueryFilters([Filters.Workspace]).AnyAsync(m => m.UserId == user.Id && m.WorkspaceId != caller.WorkspaceId, ct);
    }
}
