using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Seo;

/// <summary>Finds one keyword in texts, whatever its number and case: "content calendar" is in "Content-Calendars".</summary>
internal sealed class KeywordMatch
{
    private readonly string language;
    private readonly SeoWords words;
    private readonly bool spaceless;
    private readonly string folded;

    public KeywordMatch(string keyword, string language)
    {
        this.language = language;
        Text = keyword;
        words = SeoWords.Of(keyword, language);
        folded = TextFold.Of(keyword, language);
        spaceless = words.Tokens.Exists(t => t.Kind == TokenKind.Run) || words.Tokens.Count == 0;
    }

    public string Text { get; }

    public int Words => Math.Max(1, words.Tokens.Count);

    /// <summary>How often it stands there as it is, word after word.</summary>
    public int Count(SeoWords text) => Places(text).Count();

    /// <summary>Where it stands, in tokens.</summary>
    public IEnumerable<int> Places(SeoWords text)
    {
        if (spaceless)
        {
            return PlacesInRuns(text);
        }

        return PlacesOfWords(text);
    }

    /// <summary>Whether it stands there as it is.</summary>
    public bool IsIn(string text) => Places(SeoWords.Of(text, language)).Any();

    /// <summary>Whether each of its words stands there, in any order; the small words do not count.</summary>
    public bool HasAllWords(string text) => HasAllWords(SeoWords.Of(text, language));

    /// <inheritdoc cref="HasAllWords(string)"/>
    public bool HasAllWords(SeoWords other)
    {
        if (spaceless)
        {
            return Places(other).Any();
        }

        var there = other.Stems.ToHashSet(StringComparer.Ordinal);
        var small = StopWords.Of(language);
        var asked = words.Folded.Zip(words.Stems).Where(w => !small.Contains(w.First)).Select(w => w.Second).ToList();
        return asked.Count > 0 ? asked.TrueForAll(there.Contains) : Places(other).Any();
    }

    private IEnumerable<int> PlacesOfWords(SeoWords text)
    {
        var stems = words.Stems;
        for (var i = 0; i + stems.Length <= text.Stems.Length; i++)
        {
            var found = true;
            for (var k = 0; k < stems.Length && found; k++)
            {
                found = text.Stems[i + k] == stems[k] && (k == 0 || text.Tokens[i + k].Gap != TokenGap.Break);
            }

            if (found)
            {
                yield return i;
                i += stems.Length - 1;
            }
        }
    }

    // Scripts without spaces: the runs are no words, so the keyword is looked for as text.
    private IEnumerable<int> PlacesInRuns(SeoWords text)
    {
        if (folded.Length == 0)
        {
            yield break;
        }

        var all = TextFold.Of(text.Text, language);
        var token = 0;
        for (var at = all.IndexOf(folded, StringComparison.Ordinal); at >= 0; at = all.IndexOf(folded, at + folded.Length, StringComparison.Ordinal))
        {
            while (token + 1 < text.Tokens.Count && text.Tokens[token + 1].Start <= at)
            {
                token++;
            }

            yield return token;
        }
    }
}
