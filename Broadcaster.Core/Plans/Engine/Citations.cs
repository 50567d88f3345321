using System.Text.RegularExpressions;

namespace Broadcaster.Core.Plans.Engine;

/// <summary>Checks the links of a text against what was read: a link that nobody gave is taken out, and its words stay.</summary>
internal static partial class Citations
{
    /// <param name="allowed">Addresses that the text may link to, with their titles.</param>
    public static (string Body, IReadOnlyList<Citation> Kept, IReadOnlyList<string> Removed) Check(string body, IReadOnlyDictionary<string, string?> allowed)
    {
        var kept = new Dictionary<string, Citation>(StringComparer.Ordinal);
        var removed = new List<string>();
        var known = allowed.GroupBy(a => Normal(a.Key), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

        var text = MarkdownLink().Replace(body, match =>
        {
            var (words, address) = (match.Groups["words"].Value, match.Groups["address"].Value);
            return Takes(address) ? match.Value : match.Value.StartsWith('!') ? "" : words;
        });
        text = ReferenceLine().Replace(text, match => Takes(match.Groups["address"].Value) ? match.Value : "");
        text = BareLink().Replace(text, match => Takes(match.Value.TrimEnd('.', ',', ';', ':', '!', '?')) ? match.Value : "");
        return (text, [.. kept.Values], [.. removed.Distinct(StringComparer.Ordinal)]);

        bool Takes(string address)
        {
            // A place within the page or the site itself is no source.
            if (address.StartsWith('#') || address.StartsWith('/') || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            if (known.TryGetValue(Normal(address), out var source))
            {
                kept.TryAdd(source.Key, new Citation(source.Key, source.Value));
                return true;
            }

            removed.Add(address);
            return false;
        }
    }

    /// <summary>Every address that stands in a text.</summary>
    public static IEnumerable<string> In(string? text) => text is null ? [] : BareLink().Matches(text).Select(m => m.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')'));

    private static string Normal(string address)
    {
        if (!Uri.TryCreate(address.Trim('<', '>', ' '), UriKind.Absolute, out var uri))
        {
            return address;
        }

        var host = uri.IdnHost.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? uri.IdnHost[4..] : uri.IdnHost;
        return $"{host.ToUpperInvariant()}:{(uri.IsDefaultPort ? 0 : uri.Port)}{uri.AbsolutePath.TrimEnd('/')}{uri.Query}";
    }

    [GeneratedRegex("""!?\[(?<words>[^\]]*)\]\(\s*<?(?<address>[^)\s>]+)>?(?:\s+"[^"]*")?\s*\)""", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex MarkdownLink();

    [GeneratedRegex("""^\s{0,3}\[[^\]]+\]:\s*<?(?<address>\S+?)>?(?:\s+"[^"]*")?\s*$""", RegexOptions.CultureInvariant | RegexOptions.Multiline, 2000)]
    private static partial Regex ReferenceLine();

    // Not those that stand in a Markdown link, which were judged before.
    [GeneratedRegex("""(?<![\](<"'=\w/]|\]\()https?://[^\s<>"')\]]+""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex BareLink();
}
