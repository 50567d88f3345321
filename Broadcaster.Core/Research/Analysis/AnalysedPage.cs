using Broadcaster.Core.Common.Text;
using Broadcaster.Core.Research.Reading;

namespace Broadcaster.Core.Research.Analysis;

/// <summary>A page and what is counted in it.</summary>
internal sealed class AnalysedPage
{
    private AnalysedPage(PageContent content, int words, ReadingEase? ease, HashSet<string> stems)
    {
        Content = content;
        Words = words;
        Ease = ease;
        Stems = stems;
    }

    public PageContent Content { get; }

    public int Words { get; }

    public ReadingEase? Ease { get; }

    /// <summary>Every word of the page without its ending, headings and title included.</summary>
    public HashSet<string> Stems { get; }

    public string Url => Content.CanonicalUrl ?? Content.Url;

    public static AnalysedPage Of(PageContent content)
    {
        var tokens = Tokenizer.Of(content.Text);
        var stems = new HashSet<string>(StringComparer.Ordinal);
        AddStems(stems, content.Text, tokens, content.Language);
        foreach (var heading in content.Headings.Select(h => h.Text).Append(content.Title))
        {
            AddStems(stems, heading, Tokenizer.Of(heading), content.Language);
        }

        return new AnalysedPage(content, Tokenizer.Count(tokens), Readability.Of(content.Text, tokens, Sentences.Of(content.Text), content.Language), stems);
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
