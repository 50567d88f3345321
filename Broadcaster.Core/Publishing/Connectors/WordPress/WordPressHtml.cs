using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Broadcaster.Core.Foundation.Common.Markdown;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>The HTML that WordPress gets.</summary>
internal static class WordPressHtml
{
    /// <remarks>
    /// WordPress itself says which address is canonical (its own) and has no field for another, so a piece that first
    /// appeared elsewhere ends with a line that says so and links there.
    /// </remarks>
    public static string Of(string markdown, string? canonicalUrl)
    {
        var html = WithoutLooseBreaks(MarkdownText.ToHtml(markdown)).TrimEnd();
        if (string.IsNullOrWhiteSpace(canonicalUrl))
        {
            return html;
        }

        var address = WebUtility.HtmlEncode(canonicalUrl);
        return $"{html}\n<p><em>First published at <a href=\"{address}\" rel=\"canonical\">{address}</a>.</em></p>";
    }

    /// <summary>Plain text for a field that WordPress takes as HTML, such as the title.</summary>
    public static string Text(string? text) => (text ?? "")
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    // WordPress turns each line break within a paragraph into <br>; in Markdown such a break means nothing.
    private static string WithoutLooseBreaks(string html)
    {
        var body = new HtmlParser().ParseDocument("<!doctype html><body>" + html).Body!;
        foreach (var text in body.Descendants<IText>().Where(t => t.Data.Contains('\n', StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(t.Data)).ToList())
        {
            if (text.Ancestors<IElement>().All(e => e.LocalName is not ("pre" or "textarea")))
            {
                text.TextContent = text.Data.ReplaceLineEndings(" ");
            }
        }

        return body.InnerHtml;
    }
}
