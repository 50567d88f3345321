using System.Globalization;
using System.Text;
using System.Xml;
using Broadcaster.Core.Foundation.Common.Markdown;
using Broadcaster.Core.Publishing.Site;

namespace Broadcaster.Web.Site;

/// <summary>The feed (Atom, RFC 4287) and the sitemap of a public site.</summary>
internal static class SiteXml
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string Sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9";

    public static string Feed(SiteView site, SiteUrls urls, IReadOnlyList<SitePage> pages) => Write(xml =>
    {
        xml.WriteStartElement("feed", Atom);
        xml.WriteElementString("id", Atom, $"urn:uuid:{site.WorkspaceId}");
        xml.WriteElementString("title", Atom, Clean(site.Title));
        if (!string.IsNullOrWhiteSpace(site.Description))
        {
            xml.WriteElementString("subtitle", Atom, Clean(site.Description));
        }

        // The date of an empty feed is fixed: a feed that changes with each reading would never be "not modified".
        xml.WriteElementString("updated", Atom, Iso(pages.Count == 0 ? DateTimeOffset.UnixEpoch : pages.Max(p => p.UpdatedAt)));
        Link(xml, "self", urls.Feed, "application/atom+xml");
        Link(xml, "alternate", urls.Index, "text/html");
        xml.WriteStartElement("author", Atom);
        xml.WriteElementString("name", Atom, Clean(site.Title));
        xml.WriteEndElement();
        foreach (var page in pages)
        {
            xml.WriteStartElement("entry", Atom);
            xml.WriteElementString("id", Atom, $"urn:uuid:{page.Id}");
            xml.WriteElementString("title", Atom, Clean(page.Title));
            Link(xml, "alternate", urls.Of(page.Slug), "text/html");
            xml.WriteElementString("published", Atom, Iso(page.PublishedAt));
            xml.WriteElementString("updated", Atom, Iso(page.UpdatedAt));
            foreach (var tag in page.Tags)
            {
                xml.WriteStartElement("category", Atom);
                xml.WriteAttributeString("term", Clean(tag));
                xml.WriteEndElement();
            }

            if (!string.IsNullOrWhiteSpace(page.Summary))
            {
                xml.WriteElementString("summary", Atom, Clean(page.Summary));
            }

            xml.WriteStartElement("content", Atom);
            xml.WriteAttributeString("type", "html");
            xml.WriteAttributeString("xml", "lang", null, page.Language);
            xml.WriteString(Clean(HtmlSanitizer.Clean(page.Html, urls.Origin)));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    public static string Sitemap(SiteUrls urls, IReadOnlyList<(string Slug, DateTimeOffset UpdatedAt)> pages) => Write(xml =>
    {
        xml.WriteStartElement("urlset", Sitemaps);
        xml.WriteStartElement("url", Sitemaps);
        xml.WriteElementString("loc", Sitemaps, urls.Index);
        xml.WriteEndElement();
        foreach (var (slug, updatedAt) in pages)
        {
            xml.WriteStartElement("url", Sitemaps);
            xml.WriteElementString("loc", Sitemaps, urls.Of(slug));
            xml.WriteElementString("lastmod", Sitemaps, Iso(updatedAt));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    private static string Write(Action<XmlWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, IndentChars = " " }))
        {
            xml.WriteStartDocument();
            content(xml);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Link(XmlWriter xml, string rel, string href, string type)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    // XML has no way to write most control characters.
    private static string Clean(string text) => string.Concat(text.Where(c => c >= ' ' ? c is not ('\ufffe' or '\uffff') : c is '\n' or '\r' or '\t'));

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
