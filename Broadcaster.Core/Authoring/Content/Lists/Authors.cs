using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Lists;

/// <summary>Who has written something, by name: for filtering a list by author.</summary>
public sealed class Authors(Database database)
{
    public async Task<IReadOnlyList<Author>> OfContentsAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return await NamedAsync(db.Members.Where(m => db.Contents.Any(c => c.CreatedBy == m.Id)), ct);
    }

    public async Task<IReadOnlyList<Author>> OfPlansAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return await NamedAsync(db.Members.Where(m => db.Plans.Any(p => p.CreatedBy == m.Id)), ct);
    }

    private static async Task<IReadOnlyList<Author>> NamedAsync(IQueryable<Member> members, CancellationToken ct)
    {
        var found = await members.Select(m => new Author(m.Id, m.User!.DisplayName)).ToListAsync(ct);
        return [.. found.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)];
    }
}

/// <param name="Id">Member id.</param>
public sealed record Author(Guid Id, string Name);
