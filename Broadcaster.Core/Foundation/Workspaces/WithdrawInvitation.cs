using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Makes an invitation's link stop working.</summary>
public sealed class WithdrawInvitation(Database database)
{
    public async Task<Result> ExecuteAsync(Caller caller, Guid invitationId, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ManageMembers) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, "invitation.withdrawn");
        var invitation = await db.Invitations.FirstOrDefaultAsync(i => i.Id == invitationId && i.AcceptedAt == null, ct);
        if (invitation is null)
        {
            return new NotFound("invitation");
        }

        if (invitation.Role == Role.Owner && caller.Refuse(WorkspaceAction.ManageOwners) is { } owners)
        {
            return owners;
        }

        db.Invitations.Remove(invitation);
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }
}
