using System.Collections.Frozen;

namespace Broadcaster.Core.Foundation.Common.Markdown;

/// <summary>
/// Tells, without a parser, how deep HTML nests. A parser looks through all open elements at each tag, so that a page of nothing
/// but &lt;div&gt; costs minutes and walks over it end the program's stack; pages that people write stay under a hundred.
/// </summary>
public static class HtmlNesting
{
    /// <summary>What the program follows.</summary>
    public const int Deepest = 512;

    // They hold nothing, or the next one of their kind closes them.
    private static readonly FrozenSet<string> Shallow = new[]
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "rt", "rp", "html", "head", "body",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] RawText = ["script", "style", "textarea", "title", "xmp"];

    public static bool IsTooDeep(ReadOnlySpan<char> html)
    {
        var shallow = Shallow.GetAlternateLookup<ReadOnlySpan<char>>();
        var depth = 0;
        while (html.IndexOf('<') is >= 0 and var at && at + 1 < html.Length)
        {
            html = html[(at + 1)..];
            if (html.StartsWith("!--", StringComparison.Ordinal))
            {
                var end = html.IndexOf("-->", StringComparison.Ordinal);
                html = end < 0 ? [] : html[(end + 3)..];
                continue;
            }

            var closes = html[0] == '/';
            var name = NameOf(closes ? html[1..] : html);
            if (name.IsEmpty || shallow.Contains(name))
            {
                continue;
            }

            if (closes)
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (RawEnd(html, name) is { } rest)
            {
                html = html[rest..];
            }
            else if (++depth > Deepest)
            {
                return true;
            }
        }

        return false;
    }

    private static int? RawEnd(ReadOnlySpan<char> html, ReadOnlySpan<char> name)
    {
        foreach (var raw in RawText)
        {
            if (name.Equals(raw, StringComparison.OrdinalIgnoreCase))
            {
                var end = html.IndexOf($"</{raw}", StringComparison.OrdinalIgnoreCase);
                return end < 0 ? html.Length : end + raw.Length + 2;
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '-'))
        {
            length++;
        }

        return length > 0 && char.IsAsciiLetter(text[0]) ? text[..length] : [];
    }
}
