using System.Globalization;
using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Seo;

internal static class KeywordRules
{
    private const double LeastPercent = 0.3;
    private const double MostPercent = 2.5;
    private const double StuffedPercent = 3.5;

    public static Measured InIntro(SeoText text)
    {
        if (text.Keyword is not { } keyword)
        {
            return Measured.NoKeyword;
        }

        var end = text.Words.Tokens.Count <= 100 ? text.Prose.Length : text.Words.Tokens[99].End;
        var found = keyword.HasAllWords(text.Prose[..end]);
        return Measured.Of(found, found ? $"\"{keyword.Text}\" stands in the first 100 words." : $"\"{keyword.Text}\" does not stand in the first 100 words.",
            $"Name \"{keyword.Text}\" in the first paragraph, so that readers see at once that they are right here.");
    }

    public static Measured InHeadings(SeoText text)
    {
        if (text.Keyword is not { } keyword)
        {
            return Measured.NoKeyword;
        }

        var headings = text.Headings.Where(h => h.Level > 1).ToList();
        var with = headings.Count(h => keyword.HasAllWords(h.Text));
        return Measured.Of(with > 0, $"{with} of {headings.Count} subheadings hold \"{keyword.Text}\".", $"Use \"{keyword.Text}\" in one subheading.");
    }

    public static Measured Density(SeoText text)
    {
        if (text.Keyword is not { } keyword)
        {
            return Measured.NoKeyword;
        }

        if (text.WordCount == 0)
        {
            return Measured.NotCounted("Not counted: there is no text.");
        }

        var times = keyword.Count(text.Words);
        var percent = PercentOf(times, text);
        var finding = $"\"{keyword.Text}\" stands {times} times in {text.WordCount} words: {Number(percent)} %.";
        return percent > MostPercent ? Measured.Of(false, finding, $"Take some out or use other words: at most {Number(MostPercent)} % reads naturally.")
            : times < 2 || percent < LeastPercent ? Measured.Of(false, finding, $"Use it {Math.Max(2, (int)Math.Ceiling(LeastPercent * text.WordCount / 100)) - times} times more where it fits: {Number(LeastPercent)} to {Number(MostPercent)} %.")
            : Measured.Of(true, finding, "");
    }

    /// <summary>Needs no keyword: the commonest word of all is measured too.</summary>
    public static Measured Stuffing(SeoText text)
    {
        if (text.WordCount < 50)
        {
            return Measured.NotCounted($"Not counted: {text.WordCount} words are too few to tell.");
        }

        var small = StopWords.Of(text.Language);
        var commonest = text.Words.Tokens
            .Select((token, i) => (token.Kind, Word: text.Words.Folded[i], Stem: text.Words.Stems[i]))
            .Where(w => w.Kind == TokenKind.Word && w.Word.Length > 3 && !small.Contains(w.Word))
            .GroupBy(w => w.Stem, StringComparer.Ordinal)
            .Select(g => (g.First().Word, Count: g.Count()))
            .OrderByDescending(w => w.Count).ThenBy(w => w.Word, StringComparer.Ordinal)
            .FirstOrDefault();
        var keywordPercent = text.Keyword is { } keyword ? PercentOf(keyword.Count(text.Words), text) : 0;
        var wordPercent = commonest.Count * 100.0 / text.WordCount;
        if (keywordPercent > StuffedPercent)
        {
            return Measured.Of(false, $"\"{text.Keyword!.Text}\" makes {Number(keywordPercent)} % of the text.", $"Take it out where it is not needed: over {Number(StuffedPercent)} % passes for stuffing.");
        }

        var finding = commonest.Word is null ? "No word stands out." : $"The commonest word, \"{commonest.Word}\", stands {commonest.Count} times: {Number(wordPercent)} %.";
        return Measured.Of(wordPercent <= 5, finding, $"Replace some of \"{commonest.Word}\" by other words: no single word should pass 5 %.");
    }

    public static Measured Spread(SeoText text)
    {
        if (text.Keyword is not { } keyword)
        {
            return Measured.NoKeyword;
        }

        if (text.Words.Tokens.Count < 150)
        {
            return Measured.NotCounted("Not counted: the text is too short for thirds.");
        }

        var third = (text.Words.Tokens.Count + 2) / 3;
        var thirds = keyword.Places(text.Words).Select(p => Math.Min(2, p / third)).Distinct().Count();
        return Measured.Of(thirds == 3, $"\"{keyword.Text}\" stands in {thirds} of the text's 3 thirds.", "Come back to it in each third of the text, or say less that is beside the point.");
    }

    public static Measured Secondary(SeoText text)
    {
        if (text.Keywords.Count < 2)
        {
            return Measured.NotCounted(text.Keywords.Count == 0 ? Measured.NoKeyword.Finding : "Not counted: there is one keyword only.");
        }

        var above = SeoWords.Of(text.Title + "\n" + string.Join('\n', text.Headings.Select(h => h.Text)), text.Language);
        var missing = text.Keywords.Skip(1).Where(k => !k.HasAllWords(text.Words) && !k.HasAllWords(above)).Select(k => $"\"{k.Text}\"").ToList();
        var others = text.Keywords.Count - 1;
        return Measured.Of(missing.Count * 2 <= others - 1 || missing.Count == 0, $"{others - missing.Count} of {others} further keywords are used.", $"Say something on {string.Join(", ", missing.Take(5))}, or drop them from the list.");
    }

    internal static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    // A phrase is counted once each time, however many words it has: the usual measure, and the one that tools agree on.
    private static double PercentOf(int times, SeoText text) => times * 100.0 / Math.Max(1, text.WordCount);
}
