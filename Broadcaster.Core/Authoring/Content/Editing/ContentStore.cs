using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Reads a whole piece for a change, and saves it with the refusals that a clash becomes.</summary>
internal static class ContentStore
{
    public static IQueryable<ContentItem> Whole(this IQueryable<ContentItem> contents) =>
        contents.Include(c => c.Tags).Include(c => c.Targets).Include(c => c.Variants).Include(c => c.Approvals).AsSplitQuery();

    public static Task<ContentItem?> FindContentAsync(this BroadcasterDbContext db, Guid contentId, CancellationToken ct) =>
        db.Contents.Whole().FirstOrDefaultAsync(c => c.Id == contentId, ct);

    /// <summary>Null when it is saved.</summary>
    public static async Task<Error?> SaveContentAsync(this BroadcasterDbContext db, ContentItem item, CancellationToken ct)
    {
        var before = db.Entry(item).OriginalValues.GetValue<int>(nameof(ContentItem.Version));
        try
        {
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateConcurrencyException clash) when (clash.Entries.Any(e => e.Entity is PublishJob))
        {
            return new ContentGoingOut();
        }
        catch (DbUpdateException clash)
        {
            // Which of the rows of one save shows the clash first, the piece or its next revision, is the database's choice.
            var now = await db.Contents.AsNoTracking().Where(c => c.Id == item.Id).Select(c => (int?)c.Version).FirstOrDefaultAsync(ct);
            return now is null ? new NotFound("content")
                : now != before || clash is DbUpdateConcurrencyException ? new StaleVersion("content", now.Value)
                : throw new DbUpdateException(clash.Message, clash);
        }
    }
}
