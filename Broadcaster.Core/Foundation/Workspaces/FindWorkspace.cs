using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Finds the workspaces of a signed-in user, and makes the caller for one of them.</summary>
public sealed class FindWorkspace(Database database)
{
    /// <summary>Null when there is no such workspace or the user is no member of it.</summary>
    /// <param name="slug">Null: the workspace that the user joined first.</param>
    public async Task<OpenWorkspace?> ExecuteAsync(Guid userId, string? slug, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        return await Of(db, userId)
            .Where(x => slug == null || x.Workspace.Slug == slug)
            .OrderBy(x => x.Member.CreatedAt)
            .Select(x => new OpenWorkspace(
                new Caller(x.Workspace.Id, x.Workspace.Slug, x.Member.UserId, x.Member.Id, x.Member.Role, x.Member.User!.DisplayName, null, null, "page"),
                x.Workspace.Name,
                x.Workspace.TimeZone,
                x.Member.User.Email!,
                x.Member.User.IsInstanceAdmin))
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<WorkspaceName>> ListAsync(Guid userId, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        return await Of(db, userId).OrderBy(x => x.Workspace.Name).Select(x => new WorkspaceName(x.Workspace.Slug, x.Workspace.Name)).ToListAsync(ct);
    }

    private static IQueryable<Pair> Of(BroadcasterDbContext db, Guid userId) =>
        db.Members.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking().Where(m => m.UserId == userId)
            .Join(db.Workspaces, m => m.WorkspaceId, w => w.Id, (m, w) => new Pair { Member = m, Workspace = w });

    private sealed class Pair
    {
        public required Member Member { get; init; }

        public required Workspace Workspace { get; init; }
    }
}

/// <summary>A workspace that somebody has entered.</summary>
/// <param name="TimeZone">IANA id.</param>
/// <param name="Email">Of the user.</param>
/// <param name="MayCreateWorkspaces">The user administers the installation.</param>
public sealed record OpenWorkspace(Caller Caller, string Name, string TimeZone, string Email, bool MayCreateWorkspaces);

/// <summary>A workspace in a list to choose from.</summary>
public sealed record WorkspaceName(string Slug, string Name);
