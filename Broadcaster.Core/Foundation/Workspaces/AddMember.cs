using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Invites somebody by a link, or, with a password, makes the account and the member at once.</summary>
public sealed class AddMember(Database database, NewUser newUser, TimeProvider clock)
{
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(7);

    private const int SecretLength = 40;

    public async Task<Result<AddedMember>> ExecuteAsync(Caller caller, MemberInput input, CancellationToken ct)
    {
        if ((caller.Refuse(WorkspaceAction.ManageMembers) ?? (input.Role == Role.Owner ? caller.Refuse(WorkspaceAction.ManageOwners) : null)) is { } refused)
        {
            return refused;
        }

        if (Check(input) is { } wrong)
        {
            return wrong;
        }

        var email = input.Email!.Trim();
        var normalized = newUser.Normalize(email);
        await using var db = database.Write(caller, input.Password is null ? "member.invited" : "member.added");
        if (await db.Members.AnyAsync(m => m.User!.NormalizedEmail == normalized, ct))
        {
            return new AlreadyMember(email);
        }

        return input.Password is null
            ? await InviteAsync(db, caller, email, input.Name!.Trim(), input.Role!.Value, ct)
            : await AddAsync(db, caller, email, normalized, input, ct);
    }

    private async Task<Result<AddedMember>> InviteAsync(BroadcasterDbContext db, Caller caller, string email, string name, Role role, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var secret = Secrets.Random(SecretLength);
        var invitation = new Invitation
        {
            Id = clock.NewId(),
            WorkspaceId = caller.WorkspaceId,
            Email = email,
            Name = name,
            Role = role,
            SecretHash = Secrets.Hash(secret),
            CreatedAt = now,
            ExpiresAt = now + InvitationLasts,
        };

        // A new link replaces the ones before it.
        db.Invitations.RemoveRange(await db.Invitations.Where(i => i.Email == email && i.AcceptedAt == null).ToListAsync(ct));
        db.Invitations.Add(invitation);
        await db.SaveChangesAsync(ct);
        return new AddedMember(null, new InvitationView(invitation.Id, name, email, role, now, invitation.ExpiresAt), secret);
    }

    private async Task<Result<AddedMember>> AddAsync(BroadcasterDbContext db, Caller caller, string email, string normalized, MemberInput input, CancellationToken ct)
    {
        if (await db.Users.AnyAsync(u => u.NormalizedEmail == normalized, ct))
        {
            return new HasAccount(email);
        }

        var user = newUser.Make(email, input.Name!, input.Password!);
        var member = new Member { Id = clock.NewId(), WorkspaceId = caller.WorkspaceId, UserId = user.Id, Role = input.Role!.Value, CreatedAt = clock.GetUtcNow() };
        db.Users.Add(user);
        db.Members.Add(member);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Somebody made the same account in between: the name is unique in the database.
            await using var again = database.OpenUnscoped();
            if (await again.Users.AnyAsync(u => u.NormalizedEmail == normalized, ct))
            {
                return new HasAccount(email);
            }

            throw;
        }

        return new AddedMember(new MemberView(member.Id, user.Id, user.DisplayName, email, member.Role, member.CreatedAt, member.Version), null, null);
    }

    private static InvalidInput? Check(MemberInput input)
    {
        var errors = new Dictionary<string, string[]>();
        NewUser.Check(errors, input.Email, input.Name);
        if (input.Role is null)
        {
            errors["role"] = ["Choose a role: owner, admin, editor, author, reviewer or viewer."];
        }

        if (input.Password is not null && PasswordRules.Problem(input.Password, input.Email, input.Name) is { } weak)
        {
            errors["password"] = [weak];
        }

        return errors.Count > 0 ? new InvalidInput(errors) : null;
    }
}

/// <summary>Whom to add. With a password the account is made at once; without one a link is made.</summary>
public sealed record MemberInput(string? Email, string? Name, Role? Role, string? Password = null);
