using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Who is in a workspace, and who is invited.</summary>
public sealed class MemberQueries(Database database, TimeProvider clock)
{
    public async Task<Page<MemberView>> ListAsync(Caller caller, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var total = await db.Members.CountAsync(ct);
        var members = page.SortField == "createdAt"
            ? page.Descending ? db.Members.OrderByDescending(m => m.CreatedAt) : db.Members.OrderBy(m => m.CreatedAt)
            : page.Descending ? db.Members.OrderByDescending(m => m.User!.DisplayName) : db.Members.OrderBy(m => m.User!.DisplayName);
        return new Page<MemberView>(await View(members.ThenBy(m => m.Id).Skip(page.Skip).Take(page.Take)).ToListAsync(ct), page.Number, page.Take, total);
    }

    public async Task<MemberView?> GetAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return await View(db.Members.Where(m => m.Id == id)).FirstOrDefaultAsync(ct);
    }

    /// <summary>Open ones only, the newest first.</summary>
    public async Task<IReadOnlyList<InvitationView>> InvitationsAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var now = clock.GetUtcNow();
        return await db.Invitations.Where(i => i.AcceptedAt == null && i.ExpiresAt > now).OrderByDescending(i => i.CreatedAt)
            .Select(i => new InvitationView(i.Id, i.Name, i.Email, i.Role, i.CreatedAt, i.ExpiresAt)).ToListAsync(ct);
    }

    private static IQueryable<MemberView> View(IQueryable<Member> members) =>
        members.Select(m => new MemberView(m.Id, m.UserId, m.User!.DisplayName, m.User.Email!, m.Role, m.CreatedAt, m.Version));
}
