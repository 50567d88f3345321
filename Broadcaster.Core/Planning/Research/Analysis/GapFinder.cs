using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Planning.Research.Analysis;

/// <summary>What pages cover and the brief does not.</summary>
internal static class GapFinder
{
    private const int MostShared = 15;
    private const int MostUnique = 10;

    /// <param name="known">Topic, brief and keywords: what the piece covers anyway.</param>
    public static List<ContentGap> Of(IReadOnlyList<AnalysedPage> pages, Themes themes, IReadOnlyList<KeywordMiner.Mined> keywords, string language, string known, IReadOnlyList<string> planned)
    {
        var gaps = new List<ContentGap>();
        if (pages.Count == 0)
        {
            return gaps;
        }

        var covered = Stems.Of(known, language);
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var theme in themes.All.Where(t => t.Pages.Count > 1 && !Covers(covered, t.Stems)).OrderByDescending(t => t.Pages.Count).ThenBy(t => t.Position))
        {
            gaps.Add(Shared(theme.Text, theme.Pages, pages));
            said.UnionWith(theme.Stems);
        }

        foreach (var keyword in keywords)
        {
            var stems = Stems.Of(keyword.Text, language);
            if (keyword.Pages.Count >= Math.Max(2, (pages.Count + 1) / 2) && keyword.Phrase && !Covers(covered, stems) && !Covers(said, stems))
            {
                gaps.Add(Shared(keyword.Text, keyword.Pages, pages));
                said.UnionWith(stems);
            }
        }

        gaps = [.. gaps.Take(MostShared)];
        if (pages.Count > 1)
        {
            gaps.AddRange(themes.All
                .Where(t => t.Pages.Count == 1 && t.Level <= 3 && !Covers(covered, t.Stems) && !Covers(said, t.Stems))
                .Where(t => !pages.Where((_, i) => i != t.Pages.Min).Any(p => t.Stems.All(p.Stems.Contains)))
                .Take(MostUnique)
                .Select(t => new ContentGap(t.Text, "unique", $"Only {Host(pages[t.Pages.Min])} covers this.", [pages[t.Pages.Min].Url])));
        }

        foreach (var keyword in planned)
        {
            var stems = Stems.Of(keyword, language);
            if (stems.Count > 0 && !pages.Any(p => stems.All(p.Stems.Contains)) && !pages.Any(p => p.Content.Text.Contains(keyword, StringComparison.OrdinalIgnoreCase)))
            {
                gaps.Add(new ContentGap(keyword, "open", $"None of the {pages.Count} pages covers this keyword of yours.", []));
            }
        }

        return gaps;
    }

    private static ContentGap Shared(string text, IEnumerable<int> numbers, IReadOnlyList<AnalysedPage> pages)
    {
        var urls = numbers.Where(n => n < pages.Count).Select(n => pages[n].Url).ToList();
        return new ContentGap(text, "shared", $"{urls.Count} of {pages.Count} pages cover this; the brief does not name it.", urls);
    }

    private static bool Covers(HashSet<string> known, HashSet<string> stems) => stems.Count > 0 && stems.Count(known.Contains) * 3 >= stems.Count * 2;

    private static string Host(AnalysedPage page) => Uri.TryCreate(page.Url, UriKind.Absolute, out var url) ? url.IdnHost : page.Url;
}
