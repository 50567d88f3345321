using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Lists;

/// <summary>Finds pieces by a part of their title, newest change first: for jumping to one.</summary>
public sealed class ContentByTitle(Database database)
{
    public async Task<IReadOnlyList<TitleMatch>> FindAsync(Caller caller, string part, int most, CancellationToken ct)
    {
        if (!caller.May(WorkspaceAction.View))
        {
            return [];
        }

        await using var db = database.Read(caller);
        var wanted = part.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // runs in the database, which has no culture
        var matches = db.Contents.Where(c => wanted == "" || c.Title.ToLower().Contains(wanted));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        return await matches
            .OrderByDescending(c => c.UpdatedAt)
            .Take(most)
            .Select(c => new TitleMatch(c.Id, c.Title, c.State))
            .ToListAsync(ct);
    }
}

public sealed record TitleMatch(Guid Id, string Title, ContentState State);
