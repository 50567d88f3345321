using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Seo;

internal static class ProseRules
{
    private const int LeastWords = 600;
    private const int LongParagraph = 120;

    public static Measured Length(SeoText text) =>
        Measured.Of(text.WordCount >= LeastWords, $"The text has {text.WordCount} words.", $"Write at least {LeastWords - text.WordCount} words more, if there is more to say: answer a further question of your readers.");

    public static Measured Introduction(SeoText text)
    {
        if (text.Headings.Count == 0)
        {
            return Measured.NotCounted("Not counted: there are no headings, so there is no part before the first.");
        }

        // A main heading that repeats the title stands above the introduction.
        var stretch = text.Headings[0].Level == 1 && text.Stretches.Count > 1 ? text.Stretches[1] : text.Stretches[0];
        return Measured.Of(stretch is >= 30 and <= 250, $"{stretch} words stand before the first subheading.", stretch < 30 ? "Begin with a paragraph of 30 words or more that says what the reader gets." : "Come to the first subheading within 250 words.");
    }

    public static Measured Paragraphs(SeoText text)
    {
        if (text.Paragraphs.Count == 0)
        {
            return Measured.NotCounted("Not counted: there are no paragraphs.");
        }

        var tooLong = text.Paragraphs.Count(p => p > LongParagraph);
        return Measured.Of(tooLong * 10 <= text.Paragraphs.Count, $"{tooLong} of {text.Paragraphs.Count} paragraphs have more than {LongParagraph} words; the longest has {text.Paragraphs.Max()}.",
            "Divide them: one thought a paragraph.");
    }

    public static Measured LongSentences(SeoText text)
    {
        if (text.Ease is null || text.Sentences.Count == 0)
        {
            return Measured.NotCounted("Not counted: too few words between spaces.");
        }

        var limit = SentenceLimit(text.Language);
        var tooLong = text.Sentences.Count(s => Tokenizer.Count(s) > limit);
        var percent = (int)Math.Round(tooLong * 100.0 / text.Sentences.Count, MidpointRounding.AwayFromZero);
        return Measured.Of(percent <= 25, $"{percent} % of the sentences ({tooLong} of {text.Sentences.Count}) have more than {limit} words.", $"Divide long sentences until at most a quarter has more than {limit} words.");
    }

    public static Measured Readability(SeoText text) => Ease(text, strict: false);

    public static Measured EasyReading(SeoText text) => Ease(text, strict: true);

    public static Measured Variety(SeoText text)
    {
        if (text.Sentences.Count < 3)
        {
            return Measured.NotCounted($"Not counted: {text.Sentences.Count} sentences.");
        }

        string before = "";
        var run = 0;
        var longest = 0;
        var word = "";
        foreach (var sentence in text.Sentences)
        {
            var first = FirstWord(sentence, text.Language);
            run = first.Length > 0 && first == before ? run + 1 : 1;
            before = first;
            if (run > longest)
            {
                (longest, word) = (run, first);
            }
        }

        return Measured.Of(longest < 3, longest < 2 ? "No two sentences in a row begin alike." : $"{longest} sentences in a row begin with \"{word}\".", "Begin one of them with another word, or join two.");
    }

    public static Measured Repetition(SeoText text)
    {
        var twice = text.Sentences
            .Where(s => Tokenizer.Count(s) >= 6)
            .GroupBy(s => TextFold.Of(s, text.Language), StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .ToList();
        return Measured.Of(twice.Count == 0, twice.Count == 0 ? "No sentence stands twice." : $"{twice.Count} sentences stand more than once, e.g. \"{Cut(twice[0].First())}\".", "Keep each where it belongs and take the others out.");
    }

    private static Measured Ease(SeoText text, bool strict)
    {
        if (text.Ease is not { } ease)
        {
            return Measured.NotCounted("Not counted: too few words, or a language without a formula.");
        }

        var wanted = ReadingGoal(ease.Formula, strict);
        var passed = ease.Formula == "LIX" ? ease.Score <= wanted : ease.Score >= wanted;
        return Measured.Of(passed, $"{ease.Formula}: {KeywordRules.Number(ease.Score)} ({Word(ease.Grade)}), {KeywordRules.Number(ease.WordsPerSentence)} words a sentence; {(ease.Formula == "LIX" ? "at most" : "at least")} {wanted} is asked for.",
            "Use shorter sentences and shorter words; say who does what.");
    }

    // Each formula has a scale of its own; German and Turkish words are longer without being harder.
    private static int ReadingGoal(string formula, bool strict) => formula switch
    {
        "Flesch Reading Ease" => strict ? 60 : 50,
        "Flesch (Amstad)" => strict ? 50 : 40,
        "Kandel-Moles" => strict ? 55 : 45,
        "Fernández Huerta" => strict ? 60 : 50,
        "Ateşman" => strict ? 55 : 45,
        _ => strict ? 45 : 52,
    };

    private static int SentenceLimit(string language) => language switch
    {
        "es" or "pt" or "it" => 25,
        "fr" => 22,
        "tr" => 17,
        _ => 20,
    };

    private static string Word(ReadingGrade grade) => grade switch
    {
        ReadingGrade.VeryEasy => "very easy",
        ReadingGrade.Easy => "easy",
        ReadingGrade.Medium => "medium",
        ReadingGrade.Difficult => "difficult",
        ReadingGrade.VeryDifficult => "very difficult",
    };

    private static string FirstWord(string sentence, string language)
    {
        var tokens = Tokenizer.Of(sentence.Length <= 60 ? sentence : sentence[..60]);
        return tokens.Count == 0 || tokens[0].Kind != TokenKind.Word ? "" : TextFold.Of(tokens[0].Of(sentence).ToString(), language);
    }

    private static string Cut(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
