using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Finds a slug that no other piece of the workspace has: the wanted one, or that with a number behind it.</summary>
internal static class SlugAllocator
{
    private const int NumbersTried = 300;

    /// <summary>
    /// The caller holds a transaction; this takes the lock that all writers of the workspace take sooner or later, so that
    /// two pieces of the same title at the same moment get two slugs.
    /// </summary>
    /// <param name="reserved">Slugs that the same unit of work has given away already.</param>
    public static async Task<string> FreeAsync(
        BroadcasterDbContext db, string title, string wanted, Guid contentId, IReadOnlySet<string>? reserved, CancellationToken ct)
    {
        await db.LockAuditHeadAsync(db.WorkspaceId, ct);
        var first = wanted.Length > 0 ? wanted : Slugs.Of(title) is { Length: > 0 } made ? made : Slugs.Of(contentId);
        foreach (var candidates in Candidates(first).Chunk(20))
        {
            var taken = await db.Contents.Where(c => candidates.Contains(c.Slug) && c.Id != contentId).Select(c => c.Slug).ToListAsync(ct);
            if (Array.Find(candidates, c => !taken.Contains(c) && reserved?.Contains(c) != true) is { } free)
            {
                return free;
            }
        }

        return $"{first}-{contentId:N}";
    }

    private static IEnumerable<string> Candidates(string first) =>
        Enumerable.Range(2, NumbersTried).Select(n => $"{first}-{n}").Prepend(first);
}
