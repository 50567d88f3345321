using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Seo;

/// <summary>The words of a text: as they stand, folded, and without their endings.</summary>
internal sealed class SeoWords
{
    private SeoWords(string text, List<Token> tokens, string[] folded, string[] stems)
    {
        Text = text;
        Tokens = tokens;
        Folded = folded;
        Stems = stems;
    }

    public string Text { get; }

    public List<Token> Tokens { get; }

    public string[] Folded { get; }

    public string[] Stems { get; }

    public static SeoWords Of(string text, string language)
    {
        var tokens = Tokenizer.Of(text);
        var folded = new string[tokens.Count];
        var stems = new string[tokens.Count];
        var known = new Dictionary<string, (string Folded, string Stem)>(StringComparer.Ordinal);
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var span = tokens[i].Of(text);
            if (!lookup.TryGetValue(span, out var word))
            {
                var lower = TextFold.Of(span.ToString(), language);
                word = (lower, Stemmer.Of(lower, language));
                lookup[span] = word;
            }

            (folded[i], stems[i]) = word;
        }

        return new SeoWords(text, tokens, folded, stems);
    }
}
