using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Makes an API token that acts as a member, with at most that member's role, and never more than its maker has.</summary>
public sealed class CreateToken(Database database, TimeProvider clock)
{
    private const int LongestName = 200;

    public async Task<Result<CreatedToken>> ExecuteAsync(Caller caller, TokenInput input, CancellationToken ct)
    {
        var memberId = input.MemberId ?? caller.MemberId;
        if (caller.Refuse(memberId == caller.MemberId ? WorkspaceAction.ManageOwnTokens : WorkspaceAction.ManageMembers) is { } refused)
        {
            return refused;
        }

        var now = clock.GetUtcNow();
        if (Check(input, now) is { } wrong)
        {
            return wrong;
        }

        await using var db = database.Write(caller, "token.created");
        var member = await db.Members.Include(m => m.User).AsNoTracking().FirstOrDefaultAsync(m => m.Id == memberId, ct);
        if (member is null)
        {
            return new NotFound("member");
        }

        if (member.Role == Role.Owner && member.Id != caller.MemberId && caller.Refuse(WorkspaceAction.ManageOwners) is { } owners)
        {
            return owners;
        }

        var role = input.Role!.Value;
        if (!Roles.AtMost(role, member.Role) || !Roles.AtMost(role, caller.Role))
        {
            var held = Roles.Lower(member.Role, caller.Role);
            return InvalidInput.Of("role", $"A token has at most the role of its member and of who makes it, here {SnakeCase.Of(held)}.", "token.role_too_high");
        }

        var secret = TokenSecret.New();
        var token = new ApiToken
        {
            Id = clock.NewId(),
            WorkspaceId = caller.WorkspaceId,
            MemberId = member.Id,
            Name = input.Name!.Trim(),
            Role = role,
            TokenHash = Secrets.Hash(secret),
            Prefix = TokenSecret.Hint(secret),
            CreatedAt = now,
            ExpiresAt = input.ExpiresAt?.ToUniversalTime(),
        };
        if (caller.Request?.Made("token") is { Count: > 0 } lost)
        {
            // A run of this very request made it and stopped before it could show it: nobody has it, this one takes its place.
            db.ApiTokens.RemoveRange(await db.ApiTokens.Where(t => lost.Contains(t.Id)).ToListAsync(ct));
        }

        db.ApiTokens.Add(token);
        await db.SaveChangesAsync(ct);
        var view = new TokenView(token.Id, token.Name, role, token.Prefix, member.Id, member.User!.DisplayName, now, token.ExpiresAt, null);
        return new CreatedToken(view, secret);
    }

    private static InvalidInput? Check(TokenInput input, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(input.Name) || input.Name.Trim().Length > LongestName)
        {
            errors["name"] = [$"Enter a name of at most {LongestName} characters: what the token is for."];
        }

        if (input.Role is null)
        {
            errors["role"] = ["Choose a role: owner, admin, editor, author, reviewer or viewer."];
        }

        if (input.ExpiresAt <= now)
        {
            errors["expiresAt"] = ["This time has passed. Choose a later one, or leave it out."];
        }

        return errors.Count > 0 ? new InvalidInput(errors) : null;
    }
}
