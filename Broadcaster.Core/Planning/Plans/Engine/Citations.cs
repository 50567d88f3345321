using System.Text;
using System.Text.RegularExpressions;
using Broadcaster.Core.Foundation.Common.Markdown;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>Checks the links of a text against what was read: a link that nobody gave is taken out, and its words stay.</summary>
internal static partial class Citations
{
    /// <param name="allowed">Addresses that the text may link to, with their titles.</param>
    public static (string Body, IReadOnlyList<Citation> Kept, IReadOnlyList<string> Removed) Check(string body, IReadOnlyDictionary<string, string?> allowed)
    {
        var kept = new Dictionary<string, Citation>(StringComparer.Ordinal);
        var removed = new List<string>();
        var known = allowed.Where(a => a.Key.Length > 0).GroupBy(a => Normal(a.Key), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var cuts = new List<Range>();
        foreach (var found in Find(body))
        {
            if (!Takes(found.Address))
            {
                cuts.AddRange(found.Cuts);
            }
        }

        return (Without(body, cuts), [.. kept.Values], [.. removed.Distinct(StringComparer.Ordinal)]);

        bool Takes(string address)
        {
            if (known.TryGetValue(Normal(address), out var source))
            {
                kept.TryAdd(source.Key, new Citation(source.Key, source.Value));
                return true;
            }

            removed.Add(address);
            return false;
        }
    }

    /// <summary>Every address that stands in a text, however it is written.</summary>
    public static IEnumerable<string> In(string? text) => string.IsNullOrEmpty(text) ? [] : Find(text).Select(f => f.Address).Distinct(StringComparer.Ordinal);

    // Markdown first, by the parser that publishes it; then whatever else looks like an address, wherever it stands: in
    // HTML, in code, in a title. A place within the page or the site itself is no source.
    private static IEnumerable<Found> Find(string text)
    {
        var judged = new List<(int Start, int End)>();
        foreach (var link in MarkdownText.Links(text).Where(l => l.Span.End.Value <= text.Length))
        {
            judged.Add((link.AddressSpan.Start.Value, link.AddressSpan.End.Value));
            if (!IsWithin(link.Address))
            {
                yield return new Found(link.Address, link.Words.Equals(default) ? [link.Span] : [link.Span.Start..link.Words.Start, link.Words.End..link.Span.End]);
            }
        }

        judged.Sort();
        var at = 0;
        var furthest = 0;
        foreach (Match match in Address().Matches(text))
        {
            for (; at < judged.Count && judged[at].Start <= match.Index; at++)
            {
                furthest = Math.Max(furthest, judged[at].End);
            }

            if (match.Index >= furthest)
            {
                var address = Trimmed(match.Value);
                yield return new Found(address, CutsOf(text, match.Index, match.Index + address.Length));
            }
        }
    }

    private static bool IsWithin(string address) =>
        address.Length == 0 || address[0] == '#' || (address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal)) || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

    // In a tag the whole tag goes, and the end of a link with it: half a tag is none.
    private static Range[] CutsOf(string text, int start, int end)
    {
        var open = start == 0 ? -1 : text.LastIndexOf('<', start - 1);
        var close = open < 0 ? -1 : text.IndexOf('>', end);
        if (close < 0 || text.AsSpan(open, start - open).Contains('>') || open + 1 >= start || !char.IsAsciiLetter(text[open + 1]) || !text.AsSpan(open, start - open).Contains('='))
        {
            return [start..end];
        }

        var last = text.AsSpan(open + 1, 1) is "a" or "A" ? text.IndexOf("</a>", close, StringComparison.OrdinalIgnoreCase) : -1;
        return last < 0 ? [open..(close + 1)] : [open..(close + 1), last..(last + 4)];
    }

    // What ends a sentence is not the address's, nor is a bracket that it did not open.
    private static string Trimmed(string address)
    {
        while (address.Length > 0 && (".,;:!?*_~".Contains(address[^1], StringComparison.Ordinal) || (address[^1] == ')' && address.Count(c => c == ')') > address.Count(c => c == '('))))
        {
            address = address[..^1];
        }

        return address;
    }

    private static string Without(string text, List<Range> cuts)
    {
        var left = new StringBuilder(text.Length);
        var at = 0;
        foreach (var cut in cuts.OrderBy(c => c.Start.Value))
        {
            if (cut.Start.Value > at)
            {
                left.Append(text, at, cut.Start.Value - at);
            }

            at = Math.Max(at, cut.End.Value);
        }

        return left.Append(text, at, text.Length - at).ToString();
    }

    private static string Normal(string address)
    {
        if (!Uri.TryCreate(address.StartsWith("//", StringComparison.Ordinal) ? $"https:{address}" : address.Trim('<', '>', ' '), UriKind.Absolute, out var uri))
        {
            return address;
        }

        var host = uri.IdnHost.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? uri.IdnHost[4..] : uri.IdnHost;
        return $"{host.ToUpperInvariant()}:{(uri.IsDefaultPort ? 0 : uri.Port)}{uri.AbsolutePath.TrimEnd('/')}{uri.Query}";
    }

    [GeneratedRegex("""https?://[^\s<>"'`\]\\]+""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Address();

    /// <param name="Cuts">What goes when the address does; its words are not among it.</param>
    private sealed record Found(string Address, Range[] Cuts);
}
