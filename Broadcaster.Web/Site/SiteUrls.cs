using Broadcaster.Core.Publishing.Site;

namespace Broadcaster.Web.Site;

/// <summary>The addresses of one public site.</summary>
internal sealed class SiteUrls(SiteView site, HttpRequest request)
{
    /// <summary>Scheme, host and path base, without a trailing slash.</summary>
    public string Origin { get; } = site.PublicUrl ?? $"{request.Scheme}://{request.Host}{request.PathBase}";

    public string Index => $"{Origin}/site/{Uri.EscapeDataString(site.Slug)}";

    public string Feed => $"{Index}/feed.xml";

    public string Sitemap => $"{Index}/sitemap.xml";

    public string Of(string slug) => $"{Index}/{Uri.EscapeDataString(slug)}";

    public string Numbered(int number) => number <= 1 ? Index : FormattableString.Invariant($"{Index}?page={number}");

    public string Picture(Guid mediaId) => $"{Index}/media/{mediaId}";

    /// <summary>The canonical address of a page: where it first appeared, or here.</summary>
    public string Canonical(SitePage page) => page.CanonicalUrl ?? Of(page.Slug);
}
