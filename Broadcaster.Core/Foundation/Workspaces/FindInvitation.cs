using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>What an invitation's link leads to, for whoever opens it; null where it does not work (any more).</summary>
public sealed class FindInvitation(Database database, NewUser newUser, TimeProvider clock)
{
    public async Task<OpenInvitation?> ExecuteAsync(string secret, CancellationToken ct)
    {
        var hash = Secrets.Hash(secret);
        var now = clock.GetUtcNow();
        await using var db = database.OpenUnscoped();
        var found = await db.Invitations.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking()
            .Where(i => i.SecretHash == hash && i.AcceptedAt == null && i.ExpiresAt > now)
            .Join(db.Workspaces, i => i.WorkspaceId, w => w.Id, (i, w) => new { Invitation = i, Workspace = w })
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var normalized = newUser.Normalize(found.Invitation.Email);
        var hasAccount = await db.Users.AnyAsync(u => u.NormalizedEmail == normalized, ct);
        return new OpenInvitation(
            found.Invitation.Id, found.Invitation.WorkspaceId, found.Workspace.Slug, found.Workspace.Name, found.Invitation.Email, found.Invitation.Name, found.Invitation.Role, hasAccount);
    }
}

/// <summary>An invitation that can be accepted.</summary>
/// <param name="HasAccount">Somebody with the invited address can sign in already.</param>
public sealed record OpenInvitation(
    Guid Id, Guid WorkspaceId, string WorkspaceSlug, string WorkspaceName, string Email, string Name, Role Role, bool HasAccount);
