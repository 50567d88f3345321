using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Makes whoever has the link a member: somebody who is signed in, or somebody new with a name and a password. Works once.</summary>
public sealed class AcceptInvitation(Database database, FindInvitation findInvitation, NewUser newUser, TimeProvider clock)
{
    public async Task<Result<Caller>> ExecuteAsync(string secret, Acceptance by, CancellationToken ct)
    {
        if (await findInvitation.ExecuteAsync(secret, ct) is not { } invitation)
        {
            return new InvitationGone();
        }

        await using var unscoped = database.OpenUnscoped();
        var user = by.UserId is { } id ? await unscoped.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, ct) : null;
        if (user is null && invitation.HasAccount)
        {
            return new SignInToAccept();
        }

        if (user is null && Check(by, invitation) is { } wrong)
        {
            return wrong;
        }

        var isNew = user is null;
        user ??= newUser.Make(invitation.Email, by.Name!, by.Password!);
        var caller = new Caller(invitation.WorkspaceId, invitation.WorkspaceSlug, user.Id, clock.NewId(), invitation.Role, user.DisplayName, by.IpAddress, by.CorrelationId);
        await using var db = database.Write(caller, "member.joined");
        if (await db.Members.FirstOrDefaultAsync(m => m.UserId == user.Id, ct) is { } already)
        {
            return caller with { MemberId = already.Id, Role = already.Role };
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var taken = await db.Invitations.Where(i => i.Id == invitation.Id && i.AcceptedAt == null && i.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.AcceptedAt, now), ct);
        if (taken == 0)
        {
            return new InvitationGone();
        }

        if (isNew)
        {
            db.Users.Add(user);
        }

        db.Members.Add(new Member { Id = caller.MemberId!.Value, WorkspaceId = caller.WorkspaceId, UserId = user.Id, Role = caller.Role, CreatedAt = now });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return caller;
    }

    private static InvalidInput? Check(Acceptance by, OpenInvitation invitation)
    {
        var errors = new Dictionary<string, string[]>();
        NewUser.Check(errors, invitation.Email, by.Name);
        if (PasswordRules.Problem(by.Password, invitation.Email, by.Name) is { } weak)
        {
            errors["password"] = [weak];
        }

        return errors.Count > 0 ? new InvalidInput(errors) : null;
    }
}

/// <summary>Who accepts: the signed-in user, or else a name and password for a new account.</summary>
public sealed record Acceptance(Guid? UserId, string? Name, string? Password, string? IpAddress, string? CorrelationId);
