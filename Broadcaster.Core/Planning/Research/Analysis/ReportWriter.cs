using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Planning.Research.Analysis;

/// <summary>What was read, made into the report's parts. Pure.</summary>
internal static class ReportWriter
{
    private const int MostKeywords = 60;
    private const int CoverageKeywords = 20;

    public static ResearchReport Write(ResearchRequest request, string language, IReadOnlyList<AnalysedPage> pages, DateTimeOffset now)
    {
        var subject = string.Join('\n', request.Keywords.Prepend(request.Topic));
        var miner = new KeywordMiner(language, subject);
        foreach (var page in pages)
        {
            miner.Add(page);
        }

        // Planned words and the brief stand behind the pages: without pages they are all there is.
        if (pages.Count == 0)
        {
            foreach (var text in request.Keywords.Select(k => (Text: k, Weight: 6.0)).Append((request.Topic, 5)).Append((request.Brief ?? "", 2)).Where(t => t.Item1.Length > 0))
            {
                miner.AddText(text.Item1, text.Item2);
            }
        }

        var mined = miner.Best(MostKeywords);
        var themes = Themes.Of(pages, language, subject);
        var questions = QuestionFinder.Of(pages, language, subject);
        var rows = Rows(pages, mined, now);
        return new ResearchReport
        {
            Topic = request.Topic,
            Language = language,
            CreatedAt = now,
            Method = ResearchMethod.None,
            Keywords = [.. mined.Select(m => new ResearchKeyword(m.Text, (int)m.Score, m.Phrase, m.Count, pages.Count == 0 ? 0 : m.Pages.Count))],
            Questions = questions,
            Gaps = GapFinder.Of(pages, themes, mined, language, $"{subject}\n{request.Brief}", request.Keywords),
            Comparison = rows,
            Target = rows.Count == 0 ? null : new ComparisonTarget(Median(rows, r => r.Words), Median(rows, r => r.Headings), Median(rows, r => r.Images), Median(rows, r => r.KeywordCoverage)),
            Outline = Outline(request, pages, themes, mined, questions, language),
        };
    }

    public static ReadabilityResult? Readability(AnalysedPage page) =>
        page.Ease is { } ease ? new ReadabilityResult(ease.Formula, ease.Score, SnakeCase.Of(ease.Grade)) : null;

    private static List<ComparisonRow> Rows(IReadOnlyList<AnalysedPage> pages, List<KeywordMiner.Mined> mined, DateTimeOffset now)
    {
        var asked = mined.Take(CoverageKeywords).ToList();
        return
        [
            .. pages.Select((page, number) => new ComparisonRow(
                page.Url,
                page.Content.Title,
                page.Words,
                Readability(page),
                page.Content.Headings.Count,
                page.Questions.Count,
                page.Content.Images,
                page.Content.Links,
                asked.Count == 0 ? 0 : asked.Count(k => k.Pages.Contains(number)) * 100 / asked.Count,
                (page.Content.ModifiedAt ?? page.Content.PublishedAt) is { } at ? Math.Max(0, (int)(now - at).TotalDays) : null)),
        ];
    }

    private static List<OutlineItem> Outline(ResearchRequest request, IReadOnlyList<AnalysedPage> pages, Themes themes, List<KeywordMiner.Mined> mined, List<ResearchQuestion> questions, string language)
    {
        if (pages.Count == 0)
        {
            // One heading for each planned keyword: little, and true.
            return [.. request.Keywords.Where(k => k.Trim().Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(8).Select(k => new OutlineItem(2, k.Trim(), []))];
        }

        var least = pages.Count > 1 ? 2 : 1;
        var chosen = themes.All.Where(t => t.Pages.Count >= least).OrderByDescending(t => t.Pages.Count).ThenBy(t => t.Level).Take(9).ToList();
        if (chosen.Count < 4)
        {
            chosen.AddRange(themes.All.Except(chosen).Where(t => t.Level == 2).OrderBy(t => t.Pages.Min).ThenBy(t => t.Position).Take(6 - chosen.Count));
        }

        var items = chosen.OrderBy(t => t.Position).Select(t => new OutlineItem(2, t.Text, [.. t.Pages.Select(p => pages[p].Url)])).ToList();
        if (items.Count == 0)
        {
            items.AddRange(mined.Where(m => m.Phrase).Take(5).Select(m => new OutlineItem(2, m.Text, [.. m.Pages.Where(p => p < pages.Count).Select(p => pages[p].Url)])));
        }

        var taken = items.Select(i => TextFold.Of(i.Heading, language)).ToHashSet(StringComparer.Ordinal);
        items.AddRange(questions.Where(q => q.Kind != "sentence" && taken.Add(TextFold.Of(q.Text, language))).Take(4).Select(q => new OutlineItem(3, q.Text, q.SourceUrls)));
        return items;
    }

    private static int Median(List<ComparisonRow> rows, Func<ComparisonRow, int> value)
    {
        var all = rows.Select(value).Order().ToList();
        return all.Count % 2 == 1 ? all[all.Count / 2] : (all[(all.Count / 2) - 1] + all[all.Count / 2]) / 2;
    }
}
