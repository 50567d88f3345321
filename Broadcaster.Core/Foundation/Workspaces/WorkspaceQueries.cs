using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>The workspaces of this installation, for its administrators; for others the one that they ask from.</summary>
public sealed class WorkspaceQueries(Database database)
{
    public async Task<Page<WorkspaceView>> ListAsync(Caller caller, PageRequest page, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        var all = caller.May(WorkspaceAction.ManageOwners) && await MayCreateAsync(caller.UserId, ct);
        var workspaces = db.Workspaces.AsNoTracking().Where(w => all || w.Id == caller.WorkspaceId);
        var sorted = page.Descending ? workspaces.OrderByDescending(w => w.Name).ThenByDescending(w => w.Id) : workspaces.OrderBy(w => w.Name).ThenBy(w => w.Id);
        var items = await sorted.Skip(page.Skip).Take(page.Take)
            .Select(w => new WorkspaceView(w.Id, w.Slug, w.Name, w.TimeZone, w.CreatedAt)).ToListAsync(ct);
        return new Page<WorkspaceView>(items, page.Number, page.Take, await workspaces.CountAsync(ct));
    }

    /// <summary>Whether this user administers the installation.</summary>
    public async Task<bool> MayCreateAsync(Guid? userId, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        return userId is not null && await db.Users.AnyAsync(u => u.Id == userId && u.IsInstanceAdmin, ct);
    }
}
