namespace Broadcaster.Core.Foundation.Common.Text;

/// <summary>How easy a text is, over all formulas.</summary>
internal enum ReadingGrade
{
    VeryEasy,
    Easy,
    Medium,
    Difficult,
    VeryDifficult,
}

/// <param name="Formula">Its name, for people.</param>
/// <param name="Score">By its own scale: 0 to 100 and higher is easier; LIX: lower is easier.</param>
internal sealed record ReadingEase(string Formula, double Score, ReadingGrade Grade, double WordsPerSentence);

/// <summary>
/// Readability by the formula made for the language: Flesch 1948 (en), Amstad 1978 (de), Kandel and Moles 1958 (fr),
/// Fernández Huerta 1959 (es), Ateşman 1997 (tr); Björnsson's LIX 1968, which needs no syllables, for all others with spaces.
/// </summary>
internal static class Readability
{
    /// <summary>Null where there are fewer than ten words, or mostly a script without spaces, for which there is no formula here.</summary>
    public static ReadingEase? Of(string text, string language) => Of(text, Tokenizer.Of(text), Sentences.Of(text), language);

    /// <inheritdoc cref="Of(string, string)"/>
    public static ReadingEase? Of(string text, List<Token> tokens, List<Range> sentences, string language)
    {
        var words = 0;
        var syllables = 0;
        var longWords = 0;
        var runs = 0;
        var counted = HasSyllables(language);
        Span<char> folded = stackalloc char[64];
        foreach (var token in tokens)
        {
            if (token.Kind == TokenKind.Run)
            {
                runs += token.Length;
                continue;
            }

            words += token.Gap is TokenGap.Hyphen or TokenGap.Apostrophe ? 0 : 1;
            longWords += token.Length > 6 ? 1 : 0;
            if (counted)
            {
                var word = folded[..Math.Min(64, token.Length)];
                TextFold.Lower(token.Of(text)[..word.Length], word, language);

                // The tail of a contraction ("don't", "company's") adds no syllable; a number counts as one.
                syllables += token.Kind == TokenKind.Number ? 1 : token.Gap == TokenGap.Apostrophe && token.Length <= 2 && language != "tr" ? 0 : Syllables.Of(word, language);
            }
        }

        if (words < 10 || runs > words)
        {
            return null;
        }

        // A heading or a list item is a line of its own: it must not pass for a sentence without end, nor for a very short one of a text.
        var perSentence = (double)words / Math.Max(1, SpokenSentences(text, sentences));
        var perWord = (double)syllables / words;
        return language switch
        {
            "en" => Ease("Flesch Reading Ease", 206.835 - (1.015 * perSentence) - (84.6 * perWord), perSentence),
            "de" => Ease("Flesch (Amstad)", 180 - perSentence - (58.5 * perWord), perSentence),
            "fr" => Ease("Kandel-Moles", 207 - (1.015 * perSentence) - (73.6 * perWord), perSentence),
            "es" => Ease("Fernández Huerta", 206.84 - (60 * perWord) - (1.02 * perSentence), perSentence),
            "tr" => Ease("Ateşman", 198.825 - (40.175 * perWord) - (2.610 * perSentence), perSentence),
            _ => Lix(perSentence + (100.0 * longWords / words), perSentence),
        };
    }

    private static bool HasSyllables(string language) => language is "en" or "de" or "fr" or "es" or "tr";

    private static int SpokenSentences(string text, List<Range> sentences)
    {
        var count = 0;
        foreach (var sentence in sentences)
        {
            var span = text.AsSpan()[sentence];
            count += span.ContainsAnyInRange('0', '9') || span.ContainsAnyExceptInRange('\0', '@') ? 1 : 0;
        }

        return count;
    }

    private static ReadingEase Ease(string formula, double score, double perSentence)
    {
        var kept = Math.Round(Math.Clamp(score, 0, 100), 1, MidpointRounding.AwayFromZero);
        return new ReadingEase(formula, kept, kept switch
        {
            >= 80 => ReadingGrade.VeryEasy,
            >= 65 => ReadingGrade.Easy,
            >= 50 => ReadingGrade.Medium,
            >= 30 => ReadingGrade.Difficult,
            _ => ReadingGrade.VeryDifficult,
        }, perSentence);
    }

    private static ReadingEase Lix(double score, double perSentence)
    {
        var kept = Math.Round(score, 1, MidpointRounding.AwayFromZero);
        return new ReadingEase("LIX", kept, kept switch
        {
            < 30 => ReadingGrade.VeryEasy,
            < 40 => ReadingGrade.Easy,
            < 50 => ReadingGrade.Medium,
            < 60 => ReadingGrade.Difficult,
            _ => ReadingGrade.VeryDifficult,
        }, perSentence);
    }
}
