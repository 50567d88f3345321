using System.Text.RegularExpressions;
using Broadcaster.Core.Common.Text;

namespace Broadcaster.Core.Research.Analysis;

/// <summary>What people ask: in marked-up questions, in headings, in sentences.</summary>
internal static partial class QuestionFinder
{
    private const int Most = 30;

    public static List<ResearchQuestion> Of(IReadOnlyList<AnalysedPage> pages, string language, string topic)
    {
        var about = Stems.Of(topic, language);
        var found = new Dictionary<string, Found>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            foreach (var (text, kind) in On(page))
            {
                var question = Tidy(text);
                var words = Tokenizer.Count(question);
                if (words is < 3 or > 25 || question.Length > 220)
                {
                    continue;
                }

                var stems = Stems.Of(question, page.Content.Language);
                var key = stems.Count < 2 ? TextFold.Of(question, language) : string.Join(' ', stems.Order(StringComparer.Ordinal));
                if (!found.TryGetValue(key, out var known))
                {
                    found[key] = known = new Found(question, kind, found.Count, Stems.Overlap(stems, about));
                }
                else if (kind < known.Kind)
                {
                    (known.Text, known.Kind) = (question, kind);
                }

                known.Urls.Add(page.Url);
            }
        }

        return
        [
            .. found.Values
                .OrderByDescending(q => q.Urls.Count).ThenByDescending(q => q.Overlap > 0).ThenBy(q => q.Kind).ThenBy(q => q.Order)
                .Take(Most)
                .Select(q => new ResearchQuestion(q.Text, q.Kind switch { Kind.Faq => "faq", Kind.Heading => "heading", Kind.Sentence => "sentence" }, [.. q.Urls])),
        ];
    }

    /// <summary>How many a page asks.</summary>
    public static int Count(AnalysedPage page) => On(page).Select(q => TextFold.Of(Tidy(q.Text), page.Content.Language)).Distinct(StringComparer.Ordinal).Count();

    private static IEnumerable<(string Text, Kind Kind)> On(AnalysedPage page)
    {
        var content = page.Content;
        foreach (var question in content.Faq)
        {
            yield return (question, Kind.Faq);
        }

        foreach (var heading in content.Headings)
        {
            if (Questions.IsAsked(Tidy(heading.Text), content.Language))
            {
                yield return (heading.Text, Kind.Heading);
            }
        }

        if (content.Text.AsSpan().IndexOfAny('?', '？', '؟') < 0)
        {
            yield break;
        }

        foreach (var range in Sentences.Of(content.Text))
        {
            if (Questions.HasMark(content.Text.AsSpan()[range]))
            {
                yield return (content.Text[range], Kind.Sentence);
            }
        }
    }

    // "3. How …", "Q: How …", "F: Wie …": the numbering is the page's, not the question's.
    private static string Tidy(string text) => Numbering().Replace(Reading.PageReader.OneLine(text), "").Trim(' ', '"', '“', '”', '„', '«', '»', '-', '–', '•', '*', '#');

    [GeneratedRegex(@"^(?:\(?\d{1,3}[.):]\s+|[QFSP]\s?\d{0,3}\s?[:.)]\s+|Soru\s?\d{0,3}\s?:\s+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbering();

    private enum Kind
    {
        Faq,
        Heading,
        Sentence,
    }

    private sealed class Found(string text, Kind kind, int order, double overlap)
    {
        public string Text { get; set; } = text;

        public Kind Kind { get; set; } = kind;

        public int Order => order;

        public double Overlap => overlap;

        public HashSet<string> Urls { get; } = new(StringComparer.Ordinal);
    }
}
