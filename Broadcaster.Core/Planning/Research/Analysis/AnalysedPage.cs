using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Planning.Research.Reading;

namespace Broadcaster.Core.Planning.Research.Analysis;

/// <summary>A page and what is counted in it.</summary>
internal sealed class AnalysedPage
{
    /// <summary>What is measured of a very long page: about 25,000 words.</summary>
    private const int Sample = 150_000;

    private AnalysedPage(PageContent content, int words, ReadingEase? ease, HashSet<string> stems, IReadOnlyList<AskedQuestion> questions)
    {
        Content = content;
        Words = words;
        Ease = ease;
        Stems = stems;
        Questions = questions;
    }

    public PageContent Content { get; }

    /// <summary>Of all its text.</summary>
    public int Words { get; }

    public ReadingEase? Ease { get; }

    /// <summary>Every word of the page without its ending, headings and title included.</summary>
    public HashSet<string> Stems { get; }

    public IReadOnlyList<AskedQuestion> Questions { get; }

    public string Url => Content.CanonicalUrl ?? Content.Url;

    public static AnalysedPage Of(PageContent content)
    {
        var text = content.Text.Length <= Sample ? content.Text : content.Text[..Sample];
        var tokens = Tokenizer.Of(text);
        var sentences = Sentences.Of(text);
        var stems = new HashSet<string>(StringComparer.Ordinal);
        AddStems(stems, text, tokens, content.Language);
        foreach (var heading in content.Headings.Select(h => h.Text).Append(content.Title))
        {
            AddStems(stems, heading, Tokenizer.Of(heading), content.Language);
        }

        var words = Tokenizer.Count(tokens) + (text.Length < content.Text.Length ? Tokenizer.Count(content.Text[Sample..]) : 0);
        return new AnalysedPage(content, words, Readability.Of(text, tokens, sentences, content.Language), stems, QuestionFinder.On(content, text, sentences));
    }

    private static void AddStems(HashSet<string> stems, string text, List<Token> tokens, string language)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var lookup = seen.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var token in tokens)
        {
            if (lookup.Add(token.Of(text)))
            {
                stems.Add(Stemmer.Of(TextFold.Of(token.Of(text).ToString(), language), language));
            }
        }
    }
}
