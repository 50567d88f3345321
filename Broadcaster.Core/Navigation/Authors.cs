using Broadcaster.Core.Data;
using Broadcaster.Core.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Content;

/// <summary>Who has written something: for filtering a list by author.</summary>
public sealed class ContentAuthors(Database database)
{
    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<ContentAuthor>> ListAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var members = await db.Members
            .Where(m => db.Contents.Any(c => c.CreatedBy == m.Id))
            .Select(m => new ContentAuthor(m.Id, m.User!.DisplayName))
            .ToListAsync(ct);
        return [.. members.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)];
    }
}

/// <param name="Id">Member id.</param>
public sealed record ContentAuthor(Guid Id, string Name);
