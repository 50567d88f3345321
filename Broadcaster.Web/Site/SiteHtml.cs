using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Broadcaster.Core.Publishing.Site;

namespace Broadcaster.Web.Site;

/// <summary>The HTML of the public site: whole pages without script.</summary>
internal static class SiteHtml
{
    // Escapes < and >, so that nothing in a title can end the script element.
    private static readonly JsonSerializerOptions LinkedData = new() { Encoder = JavaScriptEncoder.Default };

    public static string Index(SiteView site, SiteUrls urls, IReadOnlyList<SitePage> pages, int number, int total)
    {
        var last = Math.Max(1, (total + PublicSite.PageSize - 1) / PublicSite.PageSize);
        var head = new StringBuilder();
        Meta(head, "og:type", "website");
        Meta(head, "og:title", site.Title);
        Meta(head, "og:url", urls.Numbered(number));
        Meta(head, "og:description", site.Description);
        var body = new StringBuilder();
        body.Append("<h1>").Append(Text(site.Title)).Append("</h1>");
        if (!string.IsNullOrWhiteSpace(site.Description))
        {
            body.Append("<p class=\"lead\">").Append(Text(site.Description)).Append("</p>");
        }

        if (pages.Count == 0)
        {
            body.Append("<p>Nothing has been published here yet.</p>");
        }

        foreach (var page in pages)
        {
            body.Append("<article class=\"teaser\"><h2><a href=\"").Append(Text(urls.Of(page.Slug))).Append("\">").Append(Text(page.Title)).Append("</a></h2>");
            Byline(body, page);
            if (!string.IsNullOrWhiteSpace(page.Summary))
            {
                body.Append("<p>").Append(Text(page.Summary)).Append("</p>");
            }

            body.Append("</article>");
        }

        if (last > 1)
        {
            body.Append("<nav class=\"pages\" aria-label=\"Pages\">");
            body.Append(number > 1 ? $"<a rel=\"prev\" href=\"{Text(urls.Numbered(number - 1))}\">Newer</a>" : "<span></span>");
            body.Append(CultureInfo.InvariantCulture, $"<span>Page {number} of {last}</span>");
            body.Append(number < last ? $"<a rel=\"next\" href=\"{Text(urls.Numbered(number + 1))}\">Older</a>" : "<span></span>");
            body.Append("</nav>");
        }

        return Whole(site, urls, "en", number > 1 ? $"{site.Title} – page {number}" : site.Title, site.Description, urls.Numbered(number), head.ToString(), body.ToString());
    }

    public static string Page(SiteView site, SiteUrls urls, SitePage page)
    {
        var picture = page.ImageMediaId is { } id ? urls.Picture(id) : null;
        var head = new StringBuilder();
        Meta(head, "og:type", "article");
        Meta(head, "og:title", page.Title);
        Meta(head, "og:description", page.Summary);
        Meta(head, "og:url", urls.Canonical(page));
        Meta(head, "og:site_name", site.Title);
        Meta(head, "og:locale", page.Language.Replace('-', '_'));
        Meta(head, "og:image", picture);
        Meta(head, "og:image:alt", picture is null ? null : page.ImageAltText);
        Meta(head, "article:published_time", Iso(page.PublishedAt));
        Meta(head, "article:modified_time", Iso(page.UpdatedAt));
        foreach (var tag in page.Tags)
        {
            Meta(head, "article:tag", tag);
        }

        Name(head, "twitter:card", picture is null ? "summary" : "summary_large_image");
        Name(head, "twitter:title", page.Title);
        Name(head, "twitter:description", page.Summary);
        Name(head, "twitter:image", picture);
        head.Append("<script type=\"application/ld+json\">").Append(Article(site, urls, page, picture)).Append("</script>\n");

        var body = new StringBuilder("<article class=\"piece\"><header><h1>").Append(Text(page.Title)).Append("</h1>");
        Byline(body, page);
        body.Append("</header>");
        if (picture is not null)
        {
            body.Append("<img class=\"featured\" src=\"").Append(Text(picture)).Append("\" alt=\"").Append(Text(page.ImageAltText ?? "")).Append("\">");
        }

        body.Append(page.Html);
        if (page.Tags.Count > 0)
        {
            body.Append("<ul class=\"tags\" aria-label=\"Tags\">").AppendJoin("", page.Tags.Select(t => $"<li>{Text(t)}</li>")).Append("</ul>");
        }

        if (page.CanonicalUrl is { } first)
        {
            body.Append("<p class=\"canonical\">First published at <a href=\"").Append(Text(first)).Append("\">").Append(Text(first)).Append("</a>.</p>");
        }

        body.Append("</article>");
        return Whole(site, urls, page.Language, $"{page.Title} – {site.Title}", page.Summary, urls.Canonical(page), head.ToString(), body.ToString());
    }

    public static string Missing(SiteView? site, SiteUrls? urls) => site is null || urls is null
        ? Whole(null, null, "en", "Not found", null, null, "", "<h1>Not found</h1><p>There is no site at this address.</p>")
        : Whole(site, urls, "en", $"Not found – {site.Title}", null, null, "", $"<h1>Not found</h1><p>There is no page at this address. It may have moved; the <a href=\"{Text(urls.Index)}\">start page</a> lists everything.</p>");

    public static string Removed(SiteView site, SiteUrls urls) => Whole(
        site, urls, "en", $"No longer here – {site.Title}", null, null, "", $"<h1>No longer here</h1><p>What was published at this address has been taken down. The <a href=\"{Text(urls.Index)}\">start page</a> lists everything.</p>");

    private static string Whole(SiteView? site, SiteUrls? urls, string language, string title, string? description, string? canonical, string head, string body)
    {
        var html = new StringBuilder(body.Length + head.Length + 2048);
        html.Append("<!DOCTYPE html>\n<html lang=\"").Append(Text(language)).Append("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
            .Append(Text(title)).Append("</title>\n");
        Name(html, "description", description);
        html.Append("<meta name=\"generator\" content=\"Broadcaster\">\n<link rel=\"stylesheet\" href=\"/site.css\">\n<link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">\n");
        if (canonical is not null)
        {
            html.Append("<link rel=\"canonical\" href=\"").Append(Text(canonical)).Append("\">\n");
        }

        if (site is not null && urls is not null)
        {
            html.Append("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"").Append(Text(site.Title)).Append("\" href=\"").Append(Text(urls.Feed)).Append("\">\n");
        }

        html.Append(head).Append("</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the text</a>\n<header class=\"top\">");
        if (site is not null && urls is not null)
        {
            html.Append("<a class=\"name\" href=\"").Append(Text(urls.Index)).Append("\">").Append(Text(site.Title)).Append("</a><a href=\"").Append(Text(urls.Feed)).Append("\">Feed</a>");
        }

        return html.Append("</header>\n<main id=\"main\">\n").Append(body).Append("\n</main>\n<footer>Published with Broadcaster</footer>\n</body>\n</html>\n").ToString();
    }

    private static string Article(SiteView site, SiteUrls urls, SitePage page, string? picture)
    {
        var publisher = new Dictionary<string, object> { ["@type"] = "Organization", ["name"] = site.Title, ["url"] = urls.Index };
        var article = new Dictionary<string, object>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Article",
            ["headline"] = page.Title,
            ["datePublished"] = Iso(page.PublishedAt),
            ["dateModified"] = Iso(page.UpdatedAt),
            ["inLanguage"] = page.Language,
            ["mainEntityOfPage"] = urls.Canonical(page),
            ["url"] = urls.Of(page.Slug),
            ["author"] = publisher,
            ["publisher"] = publisher,
        };
        if (!string.IsNullOrWhiteSpace(page.Summary))
        {
            article["description"] = page.Summary;
        }

        if (page.Tags.Count > 0)
        {
            article["keywords"] = string.Join(", ", page.Tags);
        }

        if (picture is not null)
        {
            article["image"] = picture;
        }

        return JsonSerializer.Serialize(article, LinkedData);
    }

    private static void Byline(StringBuilder html, SitePage page) =>
        html.Append("<p class=\"date\"><time datetime=\"").Append(Iso(page.PublishedAt)).Append("\">")
            .Append(page.PublishedAt.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)).Append("</time></p>");

    private static void Meta(StringBuilder html, string property, string? content) => Tag(html, "property", property, content);

    private static void Name(StringBuilder html, string name, string? content) => Tag(html, "name", name, content);

    private static void Tag(StringBuilder html, string kind, string name, string? content)
    {
        if (!string.IsNullOrWhiteSpace(content))
        {
            html.Append("<meta ").Append(kind).Append("=\"").Append(name).Append("\" content=\"").Append(Text(content)).Append("\">\n");
        }
    }

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
