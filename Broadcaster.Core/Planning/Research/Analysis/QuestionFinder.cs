using System.Text.RegularExpressions;
using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Planning.Research.Reading;

namespace Broadcaster.Core.Planning.Research.Analysis;

/// <summary>What people ask: in marked-up questions, in headings, in sentences.</summary>
internal static partial class QuestionFinder
{
    private const int Most = 30;
    private const int MostOnPage = 80;

    public static List<ResearchQuestion> Of(IReadOnlyList<AnalysedPage> pages, string language, string topic)
    {
        var about = Stems.Of(topic, language);
        var found = new Dictionary<string, Found>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            foreach (var (question, kind) in page.Questions)
            {
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
                .Select(q => new ResearchQuestion(q.Text, q.Kind switch { QuestionKind.Faq => "faq", QuestionKind.Heading => "heading", QuestionKind.Sentence => "sentence" }, [.. q.Urls])),
        ];
    }

    /// <summary>What a page asks, each question once, tidied. Bounded: a page that asks a hundred things asks nothing.</summary>
    public static List<AskedQuestion> On(PageContent content, string text, List<Range> sentences)
    {
        var found = new List<AskedQuestion>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var question in content.Faq)
        {
            Add(question, QuestionKind.Faq);
        }

        foreach (var heading in content.Headings)
        {
            if (Questions.IsAsked(Tidy(heading.Text), content.Language))
            {
                Add(heading.Text, QuestionKind.Heading);
            }
        }

        foreach (var range in sentences)
        {
            if (found.Count < MostOnPage && Questions.HasMark(text.AsSpan()[range]))
            {
                Add(text[range], QuestionKind.Sentence);
            }
        }

        return found;

        void Add(string asked, QuestionKind kind)
        {
            var question = Tidy(asked);
            if (found.Count < MostOnPage && question.Length <= 220 && Tokenizer.Count(question) is >= 3 and <= 25 && seen.Add(TextFold.Of(question, content.Language)))
            {
                found.Add(new AskedQuestion(question, kind));
            }
        }
    }

    // "3. How …", "Q: How …", "F: Wie …": the numbering is the page's, not the question's.
    private static string Tidy(string text) => Numbering().Replace(PageReader.OneLine(text), "").Trim(' ', '"', '“', '”', '„', '«', '»', '-', '–', '•', '*', '#');

    [GeneratedRegex(@"^(?:\(?\d{1,3}[.):]\s+|[QFSP]\s?\d{0,3}\s?[:.)]\s+|Soru\s?\d{0,3}\s?:\s+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbering();

    private sealed class Found(string text, QuestionKind kind, int order, double overlap)
    {
        public string Text { get; set; } = text;

        public QuestionKind Kind { get; set; } = kind;

        public int Order => order;

        public double Overlap => overlap;

        public HashSet<string> Urls { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>Where a question stands: the surest place first.</summary>
internal enum QuestionKind
{
    Faq,
    Heading,
    Sentence,
}

internal sealed record AskedQuestion(string Text, QuestionKind Kind);
