using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Broadcaster.Core.Publishing.Site;
using Microsoft.Net.Http.Headers;

namespace Broadcaster.Web.Site;

/// <summary>The public sites: what was published to the built-in channel, for everybody to read.</summary>
internal static class SiteEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapSite(this IEndpointRouteBuilder app)
    {
        var site = app.MapGroup("/site/{workspace}").AllowAnonymous().ExcludeFromDescription();
        site.MapMethods("", Reading, IndexAsync);
        site.MapMethods("/feed.xml", Reading, FeedAsync);
        site.MapMethods("/sitemap.xml", Reading, SitemapAsync);
        site.MapMethods("/media/{id:guid}", Reading, PictureAsync);
        site.MapMethods("/{slug}", Reading, PageAsync);
    }

    private static async Task IndexAsync(string workspace, HttpContext http, PublicSite sites, CancellationToken ct)
    {
        if (await sites.FindAsync(workspace, ct) is not { } site)
        {
            await MissingAsync(http, null, ct);
            return;
        }

        var number = int.TryParse(http.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Max(1, asked) : 1;
        var (pages, total) = await sites.ListAsync(site, number, ct);
        if (pages.Count == 0 && number > 1)
        {
            await MissingAsync(http, site, ct);
            return;
        }

        var html = SiteHtml.Index(site, new SiteUrls(site, http.Request), pages, number, total);
        await WriteAsync(http, html, "text/html; charset=utf-8", await sites.ChangedAtAsync(site, ct), ct);
    }

    private static async Task PageAsync(string workspace, string slug, HttpContext http, PublicSite sites, CancellationToken ct)
    {
        var site = await sites.FindAsync(workspace, ct);
        if (site is null || await sites.PageAsync(site, slug, ct) is not { } page)
        {
            await MissingAsync(http, site, ct);
            return;
        }

        if (page.RemovedAt is not null)
        {
            await NothingAsync(http, StatusCodes.Status410Gone, SiteHtml.Removed(site, new SiteUrls(site, http.Request)), ct);
            return;
        }

        await WriteAsync(http, SiteHtml.Page(site, new SiteUrls(site, http.Request), page), "text/html; charset=utf-8", page.UpdatedAt, ct);
    }

    private static async Task FeedAsync(string workspace, HttpContext http, PublicSite sites, CancellationToken ct)
    {
        if (await sites.FindAsync(workspace, ct) is not { } site)
        {
            await MissingAsync(http, null, ct);
            return;
        }

        var pages = await sites.FeedAsync(site, ct);
        await WriteAsync(http, SiteXml.Feed(site, new SiteUrls(site, http.Request), pages), "application/atom+xml; charset=utf-8", await sites.ChangedAtAsync(site, ct), ct);
    }

    private static async Task SitemapAsync(string workspace, HttpContext http, PublicSite sites, CancellationToken ct)
    {
        if (await sites.FindAsync(workspace, ct) is not { } site)
        {
            await MissingAsync(http, null, ct);
            return;
        }

        var pages = await sites.SitemapAsync(site, ct);
        await WriteAsync(http, SiteXml.Sitemap(new SiteUrls(site, http.Request), pages), "application/xml; charset=utf-8", await sites.ChangedAtAsync(site, ct), ct);
    }

    private static async Task<IResult> PictureAsync(string workspace, Guid id, HttpContext http, PublicSite sites, CancellationToken ct)
    {
        var site = await sites.FindAsync(workspace, ct);
        if (site is null || await sites.PictureAsync(site, id, ct) is not { } picture)
        {
            return Results.Text("There is no such picture.", "text/plain", Encoding.UTF8, StatusCodes.Status404NotFound);
        }

        // The bytes behind an id never change.
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return Results.Stream(picture.Bytes, picture.File.ContentType, lastModified: picture.File.CreatedAt, entityTag: new EntityTagHeaderValue($"\"{picture.File.Sha256}\""));
    }

    private static Task MissingAsync(HttpContext http, SiteView? site, CancellationToken ct) =>
        NothingAsync(http, StatusCodes.Status404NotFound, SiteHtml.Missing(site, site is null ? null : new SiteUrls(site, http.Request)), ct);

    private static async Task NothingAsync(HttpContext http, int status, string html, CancellationToken ct)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";

        // It may be there, or be there again, the next time.
        http.Response.Headers.CacheControl = "no-cache";
        Protect(http.Response);
        await http.Response.WriteAsync(html, ct);
    }

    private static async Task WriteAsync(HttpContext http, string text, string type, DateTimeOffset? changed, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"";
        var response = http.Response;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "public, max-age=0, must-revalidate";
        if (changed is { } at)
        {
            response.Headers.LastModified = at.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        }

        Protect(response);
        if (NotModified(http.Request, tag, changed))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = type;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(bytes, ct);
        }
    }

    // If-None-Match decides alone where it is sent (RFC 9110, 13.2.2).
    private static bool NotModified(HttpRequest request, string tag, DateTimeOffset? changed)
    {
        var headers = request.GetTypedHeaders();
        if (headers.IfNoneMatch.Count > 0)
        {
            return headers.IfNoneMatch.Any(t => t.Tag == "*" || t.Tag == tag);
        }

        return changed is { } at && headers.IfModifiedSince is { } since && at.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();
    }

    // Pages hold what people wrote: nothing in them runs, whatever got through.
    private static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self' https: http:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
    }
}
