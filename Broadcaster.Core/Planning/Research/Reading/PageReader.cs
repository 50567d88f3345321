using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Broadcaster.Core.Foundation.Common.Markdown;
using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Planning.Research.Reading;

/// <summary>Takes a page apart: main text, headings, what it says about itself. Knows no network.</summary>
internal static class PageReader
{
    private const int LongestText = 600_000;
    private static readonly string[] DateFormats = ["yyyyMMdd", "yyyy-MM-dd", "yyyy/MM/dd", "dd.MM.yyyy", "yyyy-MM", "yyyyMMdd'T'HHmmss'Z'"];

    /// <summary>Null where the page nests too deeply to be read.</summary>
    /// <param name="now">Dates after it are slips.</param>
    public static PageContent? Read(string html, Uri address, DateTimeOffset now)
    {
        if (HtmlNesting.IsTooDeep(html))
        {
            return null;
        }

        var page = new HtmlParser().ParseDocument(html);
        var marks = PageMarks.Of(page);
        var data = StructuredData.Of(marks.JsonLd);
        var main = page.Body is { } body ? MainText.Of(body) : null;
        var headings = new List<SourceHeading>();
        var text = new StringBuilder();
        int pictures = 0, links = 0;
        foreach (var piece in main?.Chosen ?? [])
        {
            pictures += piece.Pictures;
            links += piece.Links;
            if (piece.HeadingLevel > 0 || piece.IsSummary)
            {
                headings.Add(new SourceHeading(piece.HeadingLevel > 0 ? piece.HeadingLevel : 4, Cut(OneLine(piece.Text), 300)));
            }
            else if (text.Length < LongestText)
            {
                text.Append(piece.Text).Append('\n');
            }
        }

        var site = marks.Meta("og:site_name") ?? marks.Meta("application-name");
        var first = OneLine(marks.MainHeading?.TextContent ?? "");
        var title = TitleOf(page, marks, data, site, first);
        if (first.Length > 0 && !headings.Exists(h => h.Level == 1))
        {
            headings.Insert(0, new SourceHeading(1, Cut(first, 300)));
        }

        var description = marks.Meta("description") ?? marks.Meta("og:description") ?? marks.Meta("twitter:description");
        var words = text.ToString();
        if (!words.Any(char.IsLetterOrDigit))
        {
            words = LastResort(page, description, title);
        }

        return new PageContent
        {
            Url = address.AbsoluteUri,
            CanonicalUrl = CanonicalOf(marks, address),
            Title = Cut(title.Length > 0 ? title : address.IdnHost + address.AbsolutePath, 300),
            Description = description is null ? null : Cut(description, 600),
            Author = Cut(data.Author ?? marks.Meta("author") ?? Named(marks.Author), 120),
            SiteName = Cut(site, 120),
            Language = LanguageOf(page, marks, words, title),
            PublishedAt = DateOf(now, data.Published, marks.Meta("article:published_time"), marks.Meta("og:article:published_time"), marks.Item("datePublished"), marks.Meta("date"), marks.Meta("dc.date"), marks.Meta("dcterms.created"), marks.Meta("pubdate"), marks.Meta("publish-date"), marks.Time),
            ModifiedAt = DateOf(now, data.Modified, marks.Meta("article:modified_time"), marks.Meta("og:updated_time"), marks.Item("dateModified"), marks.Meta("dcterms.modified"), marks.Meta("last-modified"), marks.Meta("revised")),
            Headings = headings,
            Text = words,
            Faq = data.Questions,
            Images = pictures,
            Links = links,
        };
    }

    /// <summary>For what a server sends as plain text, and for Markdown.</summary>
    public static PageContent? ReadPlain(string text, Uri address, DateTimeOffset now) =>
        Read($"<!doctype html><title></title><body><main>{MarkdownText.ToHtml(text)}</main>", address, now);

    /// <summary>White space as a browser shows it: one space, and none at the ends.</summary>
    public static string OneLine(string text)
    {
        var length = 0;
        var space = true;
        foreach (var c in text)
        {
            var white = IsWhite(c);
            length += white && space ? 0 : 1;
            space = white;
        }

        length -= space && length > 0 ? 1 : 0;
        return length == 0 ? "" : length == text.Length && !text.AsSpan().ContainsAny('\n', '\t', '\r') && !text.Contains('\u00a0', StringComparison.Ordinal) ? text : string.Create(length, text, static (to, from) =>
        {
            var at = 0;
            var after = true;
            foreach (var c in from)
            {
                var white = IsWhite(c);
                if (!(white && after) && at < to.Length)
                {
                    to[at++] = white ? ' ' : c;
                }

                after = white;
            }
        });
    }

    private static bool IsWhite(char c) => c < 0x80 ? c is ' ' or (>= '\t' and <= '\r') : char.IsWhiteSpace(c);

    private static string TitleOf(IHtmlDocument page, PageMarks marks, StructuredData data, string? site, string first)
    {
        var own = OneLine(page.Title ?? "");
        var given = marks.Meta("og:title") ?? data.Headline;
        var title = given is { Length: > 0 } ? given : own.Length > 0 ? own : first;

        // "Importing a schedule — Planner documentation" over the main heading "Importing a schedule".
        if (first.Length >= 8 && title.Length > first.Length + 2 && title.StartsWith(first, StringComparison.OrdinalIgnoreCase) && !char.IsLetterOrDigit(title[first.Length + 1]) && title[first.Length] == ' ')
        {
            return first;
        }

        var bare = WithoutSite(title, site);

        // "Home | Site" beside a main heading that says more.
        return first.Length > 0 && (bare.Length == 0 || (given is null && bare.Length < 12 && first.Length > bare.Length)) ? first : bare.Length > 0 ? bare : title;
    }

    private static string WithoutSite(string title, string? site)
    {
        foreach (var mark in (ReadOnlySpan<string>)[" | ", " – ", " — ", " - ", " :: ", " » ", " · "])
        {
            var at = title.LastIndexOf(mark, StringComparison.Ordinal);
            if (at <= 0)
            {
                continue;
            }

            var tail = title[(at + mark.Length)..].Trim();
            var isSite = site is not null && tail.Equals(site, StringComparison.OrdinalIgnoreCase);
            if (isSite || (mark is " | " or " :: " or " » " && at >= 15) || (at >= 30 && tail.Length <= 25 && tail.Split(' ').Length <= 3))
            {
                return title[..at].Trim();
            }
        }

        return title;
    }

    private static string LanguageOf(IHtmlDocument page, PageMarks marks, string text, string title)
    {
        var declared = LanguageDetector.Primary(page.DocumentElement.GetAttribute("lang") ?? page.DocumentElement.GetAttribute("xml:lang")) ?? LanguageDetector.Primary(marks.Meta("og:locale")) ?? LanguageDetector.Primary(marks.Meta("content-language"));
        var found = LanguageDetector.Of(text.Length > 40 ? text : $"{title}\n{text}");

        // Templates say "en" above texts of any language; a long text speaks for itself.
        return found == LanguageDetector.Unknown ? declared ?? found : declared is not null && text.Length < 200 ? declared : found;
    }

    private static string? CanonicalOf(PageMarks marks, Uri address)
    {
        var href = marks.Canonical ?? marks.Meta("og:url");

        // Another site's canonical address would put its name on this site's words.
        return href is not null && Uri.TryCreate(address, href.Trim(), out var canonical) && canonical.Scheme is "http" or "https" && SameSite(canonical.IdnHost, address.IdnHost) ? canonical.AbsoluteUri : null;
    }

    private static bool SameSite(string one, string other) =>
        Bare(one).Equals(Bare(other), StringComparison.OrdinalIgnoreCase) || one.EndsWith("." + Bare(other), StringComparison.OrdinalIgnoreCase) || other.EndsWith("." + Bare(one), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;

    private static string? Named(IElement? element) => element is null ? null : OneLine(element.GetAttribute("content") ?? element.TextContent) is { Length: > 0 } name ? name : null;

    private static DateTimeOffset? DateOf(DateTimeOffset now, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            const DateTimeStyles Universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
            var known = DateTimeOffset.TryParseExact(text.Trim(), DateFormats, CultureInfo.InvariantCulture, Universal, out var date)
                || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Universal, out date);
            if (known && date.Year >= 1990 && date <= now.AddDays(1))
            {
                return date;
            }
        }

        return null;
    }

    // A page of pictures, or one that needs a browser: what it says about itself is better than nothing.
    private static string LastResort(IHtmlDocument page, string? description, string title)
    {
        var texts = page.QuerySelectorAll("img[alt], [aria-label]").Take(200).Select(e => OneLine(e.GetAttribute("alt") ?? e.GetAttribute("aria-label") ?? "")).Where(t => t.Length > 2).Distinct(StringComparer.Ordinal);
        return string.Join('\n', new[] { title, description ?? "" }.Concat(texts).Where(t => t.Length > 0));
    }

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Cut(string? text, int most) => text is null || text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
