using System.Data.Common;
using System.Text.RegularExpressions;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Connectors.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Site;

/// <summary>Writes pages: one a piece, each with a slug of its own that never changes once it is out.</summary>
public sealed partial class SitePageStore(Database database, TimeProvider clock) : ISitePages
{
    private const int MostAttempts = 6;

    public async Task<SitePlace?> WriteAsync(SitePost post, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(post, ct);
            }
            catch (DbUpdateException) when (attempt < MostAttempts)
            {
                // Somebody took the slug, or wrote the same page, in between: look again.
            }
            catch (Exception problem) when (problem is DbException or DbUpdateException or TimeoutException)
            {
                return null;
            }
        }
    }

    private async Task<SitePlace> WriteOnceAsync(SitePost post, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        var all = db.SitePages.IgnoreQueryFilters([Filters.Workspace]).Where(p => p.WorkspaceId == post.WorkspaceId);
        var family = await FamilyAsync(db, post, ct);
        var candidates = await all.Include(p => p.Media).Where(p => family.Contains(p.ContentId)).ToListAsync(ct);
        var page = family.Select(id => candidates.Find(p => p.ContentId == id)).FirstOrDefault(p => p is not null);
        var now = clock.GetUtcNow();
        var pictures = new HashSet<Guid>();
        var html = PointAtSite(post, pictures);
        if (page is null)
        {
            page = new SitePage
            {
                Id = clock.NewId(),
                WorkspaceId = post.WorkspaceId,
                ContentId = post.ContentId,
                ChannelId = post.ChannelId,
                JobId = post.JobId,
                Slug = await FreeSlugAsync(all, post.Slug, ct),
                Title = post.Title,
                Html = html,
                Language = post.Language,
                PublishedAt = now,
                UpdatedAt = now,
            };
            db.SitePages.Add(page);
        }
        else if (page.JobId == post.JobId)
        {
            // The same job again, after a crash or a lost answer: it is out already, as it was approved.
            return new SitePlace(page.Id, page.Slug);
        }

        page.ContentId = post.ContentId;
        page.ChannelId = post.ChannelId;
        page.JobId = post.JobId;
        page.Title = post.Title;
        page.Summary = post.Summary;
        page.Html = html;
        page.Tags = post.Tags;
        page.CanonicalUrl = post.CanonicalUrl;
        page.Language = post.Language;
        page.ImageMediaId = post.ImageMediaId;
        page.ImageAltText = post.ImageAltText;
        page.UpdatedAt = now;
        if (post.ImageMediaId is { } image)
        {
            pictures.Add(image);
        }

        page.Media.RemoveAll(m => !pictures.Contains(m.MediaId));
        page.Media.AddRange(pictures.Where(id => page.Media.TrueForAll(m => m.MediaId != id))
            .Select(id => new SitePageMedia { WorkspaceId = post.WorkspaceId, PageId = page.Id, MediaId = id }).ToList());
        await db.SaveChangesAsync(ct);
        return new SitePlace(page.Id, page.Slug);
    }

    // The piece, then the ones that it revises: a revision goes out at the address that readers know.
    private static async Task<List<Guid>> FamilyAsync(BroadcasterDbContext db, SitePost post, CancellationToken ct)
    {
        List<Guid> family = [post.ContentId];
        Guid? next = post.ContentId;
        while (next is { } id && family.Count < 50)
        {
            next = await db.Contents.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking()
                .Where(c => c.Id == id && c.WorkspaceId == post.WorkspaceId).Select(c => c.ParentId).FirstOrDefaultAsync(ct);
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

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "feed.xml", "sitemap.xml", "media" };

    [GeneratedRegex("src=\"/[^\"]*?media/(?<id>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnPicture();
}
