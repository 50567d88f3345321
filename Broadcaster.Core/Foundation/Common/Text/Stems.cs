namespace Broadcaster.Core.Foundation.Common.Text;

/// <summary>What short texts are about: their words without the small ones and without endings.</summary>
internal static class Stems
{
    public static HashSet<string> Of(string text, string language)
    {
        var small = StopWords.Of(language);
        var stems = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in Tokenizer.Of(text))
        {
            if (token.Kind == TokenKind.Run)
            {
                // No spaces, no words: pairs of characters do for comparing.
                for (var i = token.Start; i + 1 < token.End; i++)
                {
                    stems.Add(text.Substring(i, 2));
                }

                continue;
            }

            var word = TextFold.Of(token.Of(text).ToString(), language);
            if (!small.Contains(word) && (word.Length > 1 || token.Kind == TokenKind.Number))
            {
                stems.Add(Stemmer.Of(word, language));
            }
        }

        return stems;
    }

    /// <summary>How much two have in common, by the smaller: 0 to 1.</summary>
    public static double Overlap(HashSet<string> one, HashSet<string> other)
    {
        if (one.Count == 0 || other.Count == 0)
        {
            return 0;
        }

        return (double)one.Count(other.Contains) / Math.Min(one.Count, other.Count);
    }
}
