using System.Data.Common;
using System.Text.RegularExpressions;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Connectors.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Site;

/// <summary>Writes pages: one a piece, each with a slug of its own that never changes once it is out.</summary>
public sealed partial class SitePageStore(Database database, TimeProvider clock) : ISitePages
{
    private const int MostAttempts = 6;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "feed.xml", "sitemap.xml", "media" };

    public async Task<SitePlace?> WriteAsync(SitePost post, CancellationToken ct) =>
        (await AnswerAsync(() => WriteOnceAsync(post, ct))).Place;

    public Task<SiteAnswer> UpdateAsync(SiteTarget page, SitePost post, CancellationToken ct) =>
        AnswerAsync(() => UpdateOnceAsync(page, post, ct));

    public Task<SiteAnswer> RemoveAsync(SiteTarget page, CancellationToken ct) =>
        AnswerAsync(() => RemoveOnceAsync(page, ct));

    public Task<SiteAnswer> FindAsync(SiteTarget page, CancellationToken ct) => AnswerAsync(async () =>
    {
        await using var db = database.OpenUnscoped();
        return await PageAsync(db, page, ct) is { } found ? AnswerOf(found) : new SiteAnswer(SiteStanding.Missing);
    });

    private static async Task<SiteAnswer> AnswerAsync(Func<Task<SiteAnswer>> attempt)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (DbUpdateException) when (number < MostAttempts)
            {
                // Somebody took the slug, or wrote the same page, in between: look again.
            }
            catch (Exception problem) when (problem is DbException or DbUpdateException || NetworkTrouble.Is(problem))
            {
                return new SiteAnswer(SiteStanding.Unknown);
            }
        }
    }

    private async Task<SiteAnswer> WriteOnceAsync(SitePost post, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        var page = await PageAsync(db, new SiteTarget(post.WorkspaceId, post.ContentId, null), ct);
        var now = clock.GetUtcNow();
        if (page is null)
        {
            page = new SitePage
            {
                Id = clock.NewId(),
                WorkspaceId = post.WorkspaceId,
                ContentId = post.ContentId,
                ChannelId = post.ChannelId,
                Key = post.Key,
                Slug = await FreeSlugAsync(All(db, post.WorkspaceId), post.Slug, ct),
                Title = post.Title,
                Html = post.Html,
                Language = post.Language,
                PublishedAt = now,
                UpdatedAt = now,
            };
            db.SitePages.Add(page);
        }
        else if (page.Key == post.Key)
        {
            // The same again, after a crash or a lost answer: it was out already, as it was approved, whatever came after.
            return new SiteAnswer(SiteStanding.Out, new SitePlace(page.Id, page.Slug));
        }

        page.ContentId = post.ContentId;
        page.ChannelId = post.ChannelId;
        page.Key = post.Key;
        page.UpdateKey = null;
        page.RemovedAt = null;
        Fill(page, post);
        await db.SaveChangesAsync(ct);
        return AnswerOf(page);
    }

    private async Task<SiteAnswer> UpdateOnceAsync(SiteTarget target, SitePost post, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        if (await PageAsync(db, target, ct) is not { } page)
        {
            return new SiteAnswer(SiteStanding.Missing);
        }

        if (page.RemovedAt is null && page.UpdateKey != post.Key)
        {
            page.UpdateKey = post.Key;
            Fill(page, post);
            await db.SaveChangesAsync(ct);
        }

        return AnswerOf(page);
    }

    private async Task<SiteAnswer> RemoveOnceAsync(SiteTarget target, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        if (await PageAsync(db, target, ct) is not { } page)
        {
            return new SiteAnswer(SiteStanding.Missing);
        }

        if (page.RemovedAt is null)
        {
            page.RemovedAt = page.UpdatedAt = clock.GetUtcNow();

            // The public may fetch what a page shows; this one shows nothing any more.
            page.Media.Clear();
            await db.SaveChangesAsync(ct);
        }

        return AnswerOf(page);
    }

    private void Fill(SitePage page, SitePost post)
    {
        var pictures = new HashSet<Guid>();
        page.Title = post.Title;
        page.Summary = post.Summary;
        page.Html = PointAtSite(post, pictures);
        page.Tags = post.Tags;
        page.CanonicalUrl = post.CanonicalUrl;
        page.Language = post.Language;
        page.ImageMediaId = post.ImageMediaId;
        page.ImageAltText = post.ImageAltText;
        page.UpdatedAt = clock.GetUtcNow();
        if (post.ImageMediaId is { } image)
        {
            pictures.Add(image);
        }

        page.Media.RemoveAll(m => !pictures.Contains(m.MediaId));
        page.Media.AddRange(pictures.Where(id => page.Media.TrueForAll(m => m.MediaId != id))
            .Select(id => new SitePageMedia { WorkspaceId = post.WorkspaceId, PageId = page.Id, MediaId = id }).ToList());
    }

    private static SiteAnswer AnswerOf(SitePage page) =>
        new(page.RemovedAt is null ? SiteStanding.Out : SiteStanding.Removed, new SitePlace(page.Id, page.Slug));

    private static IQueryable<SitePage> All(BroadcasterDbContext db, Guid workspaceId) =>
        db.SitePages.IgnoreQueryFilters([Filters.Workspace]).Where(p => p.WorkspaceId == workspaceId);

    private static async Task<SitePage?> PageAsync(BroadcasterDbContext db, SiteTarget target, CancellationToken ct)
    {
        var family = await FamilyAsync(db, target, ct);
        var candidates = await All(db, target.WorkspaceId).Include(p => p.Media)
            .Where(p => p.Id == target.PageId || family.Contains(p.ContentId)).ToListAsync(ct);
        return candidates.Find(p => p.Id == target.PageId)
            ?? family.Select(id => candidates.Find(p => p.ContentId == id)).FirstOrDefault(p => p is not null);
    }

    // The piece, then the ones that it revises: a revision goes out at the address that readers know.
    private static async Task<List<Guid>> FamilyAsync(BroadcasterDbContext db, SiteTarget target, CancellationToken ct)
    {
        List<Guid> family = [target.ContentId];
        Guid? next = target.ContentId;
        while (next is { } id && family.Count < 50)
        {
            next = await db.Contents.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking()
                .Where(c => c.Id == id && c.WorkspaceId == target.WorkspaceId).Select(c => c.ParentId).FirstOrDefaultAsync(ct);
            if (next is { } parent)
            {
                family.Add(parent);
            }
        }

        return family;
    }

    private static async Task<string> FreeSlugAsync(IQueryable<SitePage> pages, string wanted, CancellationToken ct)
    {
        var slug = wanted.Length == 0 || Reserved.Contains(wanted) ? $"{wanted}-1".TrimStart('-') : wanted;
        for (var number = 2; await pages.AnyAsync(p => p.Slug == slug, ct); number++)
        {
            slug = $"{wanted}-{number}";
        }

        return slug;
    }

    // Pictures of our own are shown to the public at the site's own address, and only those that a page shows.
    private static string PointAtSite(SitePost post, HashSet<Guid> pictures) => OwnPicture().Replace(post.Html, match =>
    {
        var id = Guid.Parse(match.Groups["id"].ValueSpan);
        pictures.Add(id);
        return $"src=\"/site/{post.WorkspaceSlug}/media/{id}\"";
    });

    [GeneratedRegex("src=\"/[^\"]*?media/(?<id>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnPicture();
}
