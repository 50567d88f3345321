using System.Collections.Frozen;

namespace Broadcaster.Core.Foundation.Common.Text;

/// <summary>
/// Tells the language of a text: by its script, and among those with Latin letters by its small words, its letters and its
/// commonest groups of three. Knows nothing of the machine's culture.
/// </summary>
internal static class LanguageDetector
{
    public const string Unknown = "und";

    private const int LongestSample = 12_000;

    private static readonly FrozenDictionary<string, string[]> Groups = new Dictionary<string, string[]>
    {
        ["en"] = ["the", "ing", "and", "ion", "tio", "ent", "her", "ght", "wit", "ith", "hat", "ver", "you", "our", "oul", "ect", "ly ", "ed ", "ng ", " th", " wh", "ck ", "how", "ook", "ill", "tha", "ess", "ough", "ay "],
        ["de"] = ["der", "ich", "sch", "ein", "und", "die", "den", "che", "cht", "ung", "gen", "ber", "ver", "eit", "lic", "hen", "aus", "auf", "wer", "nde", "ine", "ten", "ge ", "en ", "ür ", "ach", "fü", "keit", "zu "],
        ["fr"] = ["les", "ent", "que", "ion", "des", "eur", "ais", "our", "ait", "ous", "eux", "ment", "aux", "ire", "qui", "une", "dan", "pou", "ell", "ux ", "es ", "ez ", "oir", " l'", " d'", "eau", "ne ", "ée ", "tre"],
        ["es"] = ["que", "ent", "ado", "los", "las", "con", "ció", "ión", "par", "ara", "est", "del", "por", "una", "tra", "nte", "ene", "mos", "os ", "as ", "cio", "ien", "ida", "ero", "ar ", "era", "idad", "ña", "ue "],
        ["tr"] = ["lar", "ler", "bir", "eri", "arı", "ını", "ini", "yor", "dır", "dir", "nda", "nde", "ası", "esi", "iyo", "ıyo", "mak", "mek", "lık", "lik", "ın ", "in ", "rak", "rek", "ık ", "çok", "ığı", "iği", "ür "],
        ["it"] = ["che", "ion", "zio", "one", "ell", "del", "lla", "gli", "ato", "per", "non", "con", "ett", "tto", "zza", "ess", "ere", "are", "to ", "di ", "la ", "i c", "lle", "ità", "ono", "sta"],
        ["pt"] = ["que", "ção", "ões", "ado", "par", "com", "ent", "dos", "uma", "não", "est", "nte", "ara", "ão ", "os ", "em ", "mos", "nho", "lho", "am ", "do ", "da ", "eira", "ais", "sso"],
        ["nl"] = ["een", "het", "van", "ijk", "aar", "oor", "gen", "ver", "ing", "cht", "sch", "oe", "aan", "ijn", "eer", "oon", "den", "de ", "en ", "lijk", "uit", "eid", "ie ", "oek", "wij", "uur"],
    }.ToFrozenDictionary();

    private static readonly (char Letter, string Language)[] Letters =
    [
        ('ß', "de"), ('ä', "de"), ('ö', "de"), ('ü', "de"), ('ğ', "tr"), ('ş', "tr"), ('ı', "tr"), ('ö', "tr"), ('ü', "tr"), ('ç', "tr"), ('ñ', "es"), ('¿', "es"), ('¡', "es"), ('í', "es"), ('ó', "es"), ('á', "es"),
        ('ê', "fr"), ('è', "fr"), ('é', "fr"), ('à', "fr"), ('ç', "fr"), ('œ', "fr"), ('ù', "fr"), ('â', "fr"), ('ã', "pt"), ('õ', "pt"), ('ç', "pt"), ('á', "pt"), ('ê', "pt"), ('ò', "it"), ('ì', "it"), ('è', "it"), ('à', "it"), ('ù', "it"),
    ];

    /// <summary>How much a small word says: one that many languages have says little.</summary>
    private static readonly FrozenDictionary<string, (string Language, double Weight)[]> Words = StopWords.All
        .SelectMany(list => list.Value.Select(word => (Word: word, Language: list.Key)))
        .GroupBy(w => w.Word, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.Select(w => (w.Language, 1.0 / g.Count())).ToArray(), StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfScripts = FrozenSet.ToFrozenSet(["ja", "zh", "ko", "fa", "ar", "he", "uk", "ru", "el", "th", "hi"], StringComparer.Ordinal);

    /// <summary>Whether it says this language for texts in it. It takes the others for one that looks like them: Danish for German, Bulgarian for Russian.</summary>
    public static bool Names(string language) => Groups.ContainsKey(language) || OfScripts.Contains(language);

    /// <summary>Two letters, or <see cref="Unknown"/>.</summary>
    public static string Of(string text)
    {
        var sample = text.Length <= LongestSample ? text : text[..LongestSample];
        return ByScript(sample) is { } known ? known : ByWords(sample);
    }

    /// <summary>The two letters of a tag such as de-AT; null where it is none.</summary>
    public static string? Primary(string? tag)
    {
        var primary = (tag ?? "").Trim().Split('-', '_')[0];
        return primary.Length is 2 or 3 && primary.All(char.IsAsciiLetter) ? TextFold.Of(primary, "") : null;
    }

    private static string? ByScript(string text)
    {
        int latin = 0, han = 0, kana = 0, hangul = 0, arabic = 0, persian = 0, hebrew = 0, cyrillic = 0, ukrainian = 0, greek = 0, thai = 0, devanagari = 0, other = 0;
        foreach (var c in text)
        {
            if (!char.IsLetter(c) && !char.IsSurrogate(c))
            {
                continue;
            }

            switch (c)
            {
                case < '\u0250': latin++; break;
                case 'і' or 'ї' or 'є' or 'ґ': ukrainian++; cyrillic++; break;
                case >= '\u0370' and <= '\u03ff': greek++; break;
                case >= '\u0400' and <= '\u04ff': cyrillic++; break;
                case >= '\u0590' and <= '\u05ff': hebrew++; break;
                case 'پ' or 'چ' or 'ژ' or 'گ' or 'ی' or 'ک': persian++; arabic++; break;
                case >= '\u0600' and <= '\u06ff': arabic++; break;
                case >= '\u0900' and <= '\u097f': devanagari++; break;
                case >= '\u0e00' and <= '\u0e7f': thai++; break;
                case >= '\u3040' and <= '\u30ff': kana++; break;
                case >= '\u3400' and <= '\u9fff': han++; break;
                case >= '\uac00' and <= '\ud7af': hangul++; break;
                default: other++; break;
            }
        }

        // A letter of these scripts carries more than a Latin one.
        (int Count, string Language)[] scripts =
        [
            (latin, ""), ((han + kana) * 3, kana * 20 > han + kana ? "ja" : "zh"), (hangul * 3, "ko"), (arabic, persian * 25 > arabic ? "fa" : "ar"), (hebrew, "he"),
            (cyrillic, ukrainian * 40 > cyrillic ? "uk" : "ru"), (greek, "el"), (thai, "th"), (devanagari, "hi"), (other, Unknown),
        ];
        var best = scripts.MaxBy(s => s.Count);
        return best.Count == 0 ? Unknown : best.Language.Length == 0 ? null : best.Language;
    }

    private static string ByWords(string text)
    {
        var points = Groups.Keys.ToDictionary(k => k, _ => 0.0);
        var tokens = Tokenizer.Of(text);
        var words = 0;
        var lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> folded = stackalloc char[32];
        foreach (var token in tokens)
        {
            if (token.Kind != TokenKind.Word || token.Length > 32)
            {
                continue;
            }

            words++;
            var word = folded[..token.Length];
            TextFold.Lower(token.Of(text), word, "");
            if (lookup.TryGetValue(word, out var languages))
            {
                foreach (var (language, weight) in languages)
                {
                    if (points.ContainsKey(language))
                    {
                        points[language] += weight;
                    }
                }
            }
        }

        if (words == 0)
        {
            return Unknown;
        }

        var lower = TextFold.Of(text.Length <= 2_000 ? text : text[..2_000], "");
        foreach (var (language, groups) in Groups)
        {
            var hits = groups.Sum(group => Occurrences(lower, group));
            points[language] += 0.12 * hits * words / Math.Max(1, Math.Min(words, 330));
        }

        foreach (var (letter, language) in Letters)
        {
            points[language] += 0.35 * Math.Min(words, lower.Count(letter));
        }

        var best = points.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).First();
        return best.Value / words >= 0.12 ? best.Key : Unknown;
    }

    private static int Occurrences(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
