using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Reads the saved versions of a piece.</summary>
public sealed class RevisionQueries(Database database)
{
    /// <summary>Newest first, unless the sort says otherwise; null where there is no such piece.</summary>
    public async Task<Page<RevisionSummary>?> ListAsync(Caller caller, Guid contentId, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        if (await db.Contents.Where(c => c.Id == contentId).Select(c => c.Hash).FirstOrDefaultAsync(ct) is not { } current)
        {
            return null;
        }

        var all = db.ContentRevisions.Where(r => r.ContentId == contentId);
        var total = await all.CountAsync(ct);
        var sorted = page.Sort is null || page.Descending ? all.OrderByDescending(r => r.Number) : all.OrderBy(r => r.Number);
        var rows = await sorted.Skip(page.Skip).Take(page.Take)
            .Select(r => new RevisionSummary(r.Number, r.Title, r.Hash, r.CreatedAt, r.CreatedBy, r.CreatedByName, r.Autosaved, r.Hash == current))
            .ToListAsync(ct);
        return new Page<RevisionSummary>(rows, page.Number, page.Take, total);
    }

    public async Task<RevisionDetail?> FindAsync(Caller caller, Guid contentId, int number, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var revision = await db.ContentRevisions.FirstOrDefaultAsync(r => r.ContentId == contentId && r.Number == number, ct);
        return revision is null ? null : new RevisionDetail(revision, Revisions.Read(revision.Snapshot));
    }

    /// <summary>The latest revision that says exactly this.</summary>
    public async Task<RevisionDetail?> FindByHashAsync(Caller caller, Guid contentId, string hash, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var revision = await db.ContentRevisions.Where(r => r.ContentId == contentId && r.Hash == hash).OrderByDescending(r => r.Number).FirstOrDefaultAsync(ct);
        return revision is null ? null : new RevisionDetail(revision, Revisions.Read(revision.Snapshot));
    }

    /// <summary>What changed from one revision to another; null where one of them is not there.</summary>
    public async Task<ContentDiff?> CompareAsync(Caller caller, Guid contentId, int from, int to, CancellationToken ct)
    {
        var before = await FindAsync(caller, contentId, from, ct);
        var after = await FindAsync(caller, contentId, to, ct);
        return before is null || after is null ? null : ContentDiff.Between(before.Piece, after.Piece);
    }
}

/// <summary>A revision in a list.</summary>
/// <param name="IsCurrent">Whether the piece says this now.</param>
public sealed record RevisionSummary(
    int Number, string Title, string Hash, DateTimeOffset CreatedAt, Guid? CreatedBy, string CreatedByName, bool Autosaved, bool IsCurrent);

/// <summary>A revision with what the piece said then.</summary>
public sealed record RevisionDetail(ContentRevision Revision, ContentSnapshot Piece);
