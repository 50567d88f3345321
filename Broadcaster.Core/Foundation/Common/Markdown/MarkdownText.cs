using System.Net;
using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Broadcaster.Core.Foundation.Common.Markdown;

/// <summary>Markdown as people write it here, into safe HTML and into readable plain text.</summary>
public static class MarkdownText
{
    // No generic attributes ({onclick=…}) and no media links (they make iframes). Thread-safe once built.
    // One for each thread, so nothing longer is kept.
    private const int LongestKept = 64 * 1024;

    [ThreadStatic]
    private static (string Markdown, string? BaseUrl, string Html)? last;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras()
        .UseFootnotes()
        .UseDefinitionLists()
        .UseTaskLists()
        .UseListExtras()
        .UseAutoIdentifiers()
        .UseAutoLinks()
        .Use<BoundedEmphasis.Extension>()
        .Build();

    // Without the extensions that move text about: what is read here is cut at its place in the source.
    private static readonly MarkdownPipeline LinkPipeline = new MarkdownPipelineBuilder()
        .UsePreciseSourceLocation()
        .UseAutoLinks()
        .Use<BoundedEmphasis.Extension>()
        .Build();

    /// <summary>Safe HTML: no script, no style, no event handler, no address that could run something.</summary>
    /// <param name="baseUrl">Where relative addresses of links and pictures lead, e.g. https://news.example; null leaves them.</param>
    public static string ToHtml(string markdown, string? baseUrl = null)
    {
        // A piece is checked and then rendered, one right after the other: the second time the first answer serves.
        if (last is { } known && ReferenceEquals(known.Markdown, markdown) && known.BaseUrl == baseUrl)
        {
            return known.Html;
        }

        var html = RenderOrShow(markdown, baseUrl);
        last = markdown.Length <= LongestKept ? (markdown, baseUrl, html) : null;
        return html;
    }

    private static string RenderOrShow(string markdown, string? baseUrl)
    {
        try
        {
            return Render(markdown, baseUrl);
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser follows ("[[[[…", "> > > …"): shown as it stands.
            return $"<p>{WebUtility.HtmlEncode(markdown)}</p>";
        }
    }

    /// <summary>Plain text that reads well: bullets, numbers, "text (address)" for links, indented code.</summary>
    public static string ToPlainText(string markdown, string? baseUrl = null)
    {
        if (Parse(markdown) is not { } document)
        {
            return markdown.Trim();
        }

        var text = new StringBuilder(markdown.Length);
        PlainTextWriter.Write(document, text, baseUrl);
        return text.ToString().Trim();
    }

    /// <summary>Every link, picture, autolink and link definition, in its order. Those written as HTML are not among them.</summary>
    internal static IReadOnlyList<MarkdownLink> Links(string markdown)
    {
        if (Parse(markdown, LinkPipeline) is not { } document)
        {
            return [];
        }

        var links = new List<MarkdownLink>();
        foreach (var node in document.Descendants())
        {
            switch (node)
            {
                case LinkInline { Url: { } address, Span.IsEmpty: false } link:
                    var words = link is { IsImage: false, IsAutoLink: false, FirstChild: { } first, LastChild: { } last } ? RangeOf(first.Span.Start, last.Span.End) : default;
                    links.Add(new MarkdownLink(address, RangeOf(link.Span.Start, link.Span.End), words, link.UrlSpan.IsEmpty ? RangeOf(link.Span.Start, link.Span.End) : RangeOf(link.UrlSpan.Start, link.UrlSpan.End)));
                    break;
                case AutolinkInline { IsEmail: false, Span.IsEmpty: false } link:
                    links.Add(new MarkdownLink(link.Url, RangeOf(link.Span.Start, link.Span.End), default, RangeOf(link.Span.Start, link.Span.End)));
                    break;
                case LinkReferenceDefinition { Url: { } address, Span.IsEmpty: false } definition:
                    links.Add(new MarkdownLink(address, RangeOf(definition.Span.Start, definition.Span.End), default, RangeOf(definition.Span.Start, definition.Span.End)));
                    break;
                default:
                    break;
            }
        }

        return links;

        static Range RangeOf(int start, int end) => start..(end + 1);
    }

    /// <summary>The first paragraph as one line of at most <paramref name="characters"/>, cut at a word.</summary>
    public static string Excerpt(string markdown, int characters)
    {
        var paragraph = Parse(markdown)?.Descendants<ParagraphBlock>().FirstOrDefault();
        if (paragraph?.Inline is null)
        {
            return "";
        }

        var text = new StringBuilder();
        PlainTextWriter.WriteInlines(paragraph.Inline, text, null, withAddresses: false);
        var line = string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= characters)
        {
            return line;
        }

        var end = line.LastIndexOf(' ', characters - 1);
        return line[..(end > characters / 2 ? end : characters - 1)].TrimEnd('.', ',', ';', ':', ' ') + "…";
    }

    private static string Render(string markdown, string? baseUrl)
    {
        var document = Markdig.Markdown.Parse(markdown, Pipeline);
        var holdsHtml = false;
        foreach (var node in document.Descendants())
        {
            switch (node)
            {
                case HtmlBlock or HtmlInline:
                    holdsHtml = true;
                    break;
                case LinkInline link:
                    link.GetDynamicUrl = null;
                    link.Url = SafeUrl.Of(link.Url, baseUrl, link.IsImage);
                    break;
                case AutolinkInline link when !link.IsEmail:
                    link.Url = SafeUrl.Of(link.Url, baseUrl, forPicture: false);
                    break;
            }
        }

        var html = document.ToHtml(Pipeline);

        // Markdown alone comes out of the renderer encoded; only what people wrote as HTML has to be taken apart.
        return holdsHtml ? HtmlSanitizer.Clean(html, baseUrl) : html;
    }

    // Null for text that nests deeper than the parser follows.
    private static MarkdownDocument? Parse(string markdown, MarkdownPipeline? pipeline = null)
    {
        try
        {
            return Markdig.Markdown.Parse(markdown, pipeline ?? Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
