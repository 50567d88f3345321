using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Site;

/// <summary>What the public may read of a workspace: its published pages and their pictures. Nobody has to sign in.</summary>
public sealed class PublicSite(Database database, IMediaReader media)
{
    public const int PageSize = 20;
    private const int FeedSize = 50;
    private const int MostInSitemap = 50_000;

    /// <summary>Null when there is no such workspace.</summary>
    public async Task<SiteView?> FindAsync(string slug, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        var workspace = await db.Workspaces.AsNoTracking().FirstOrDefaultAsync(w => w.Slug == slug, ct);
        return workspace is null ? null : ViewOf(workspace);
    }

    /// <summary>One page of the index, newest first, and how many pieces there are.</summary>
    public async Task<(IReadOnlyList<SitePage> Pages, int Total)> ListAsync(SiteView site, int number, CancellationToken ct)
    {
        await using var db = database.Read(site.WorkspaceId);
        var page = new PageRequest(number, PageSize);
        var total = await Out(db).CountAsync(ct);
        var pages = await Out(db).OrderByDescending(p => p.PublishedAt).ThenByDescending(p => p.Id)
            .Skip(page.Skip).Take(page.Take).ToListAsync(ct);
        return (pages, total);
    }

    /// <summary>When the list of what is out, or anything on it, last changed; null when nothing was ever out.</summary>
    public async Task<DateTimeOffset?> ChangedAtAsync(SiteView site, CancellationToken ct)
    {
        // With those that were taken down: without them the time would go back, and readers would keep a list that names them.
        await using var db = database.Read(site.WorkspaceId);
        return await db.SitePages.OrderByDescending(p => p.UpdatedAt).Select(p => (DateTimeOffset?)p.UpdatedAt).FirstOrDefaultAsync(ct);
    }

    /// <summary>The page at the address, also one that was taken down.</summary>
    public async Task<SitePage?> PageAsync(SiteView site, string slug, CancellationToken ct)
    {
        await using var db = database.Read(site.WorkspaceId);
        return await db.SitePages.FirstOrDefaultAsync(p => p.Slug == slug, ct);
    }

    public async Task<IReadOnlyList<SitePage>> FeedAsync(SiteView site, CancellationToken ct)
    {
        await using var db = database.Read(site.WorkspaceId);
        return await Out(db).OrderByDescending(p => p.PublishedAt).ThenByDescending(p => p.Id).Take(FeedSize).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<(string Slug, DateTimeOffset UpdatedAt)>> SitemapAsync(SiteView site, CancellationToken ct)
    {
        await using var db = database.Read(site.WorkspaceId);
        var rows = await Out(db).OrderByDescending(p => p.PublishedAt).Take(MostInSitemap)
            .Select(p => new { p.Slug, p.UpdatedAt }).ToListAsync(ct);
        return [.. rows.Select(r => (r.Slug, r.UpdatedAt))];
    }

    /// <summary>A picture, when a published page shows it.</summary>
    public async Task<(Stream Bytes, MediaFile File)?> PictureAsync(SiteView site, Guid mediaId, CancellationToken ct)
    {
        await using var db = database.Read(site.WorkspaceId);
        var file = await db.MediaFiles.FirstOrDefaultAsync(m => m.Id == mediaId && db.SitePageMedia.Any(p => p.MediaId == m.Id), ct);
        if (file is null)
        {
            return null;
        }

        try
        {
            return (await media.OpenAsync(site.WorkspaceId, mediaId, ct), file);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static IQueryable<SitePage> Out(BroadcasterDbContext db) => db.SitePages.Where(p => p.RemovedAt == null);

    private static SiteView ViewOf(Workspace workspace)
    {
        var settings = workspace.Settings.Site;
        return new SiteView(
            workspace.Id,
            workspace.Slug,
            string.IsNullOrWhiteSpace(settings.Title) ? workspace.Name : settings.Title,
            settings.Description,
            string.IsNullOrWhiteSpace(settings.PublicUrl) ? null : settings.PublicUrl.TrimEnd('/'));
    }
}
