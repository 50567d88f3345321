namespace Broadcaster.Core.Foundation.Common.Text;

/// <summary>
/// Takes the endings of number and case off, so that "calendar" finds "calendars" and "takvim" finds "takvimleri". It is light on
/// purpose: what it makes is compared, never shown.
/// </summary>
internal static class Stemmer
{
    private static readonly string[] German = ["ern", "eln", "en", "er", "em", "es", "el", "e", "s"];
    private static readonly string[] Dutch = ["en", "s"];
    private static readonly string[] Turkish =
    [
        "lerinin", "larının", "lerini", "larını", "lerine", "larına", "lerde", "larda", "lerden", "lardan", "lerin", "ların", "leri", "ları", "ler", "lar",
        "ndan", "nden", "nda", "nde", "nın", "nin", "nun", "nün", "dan", "den", "tan", "ten", "sını", "sini", "sına", "sine", "sı", "si", "su", "sü",
        "ını", "ini", "unu", "ünü", "ına", "ine", "una", "üne", "yla", "yle", "ya", "ye", "yı", "yi", "yu", "yü", "da", "de", "ta", "te",
        "ın", "in", "un", "ün", "ım", "im", "um", "üm", "ı", "i", "u", "ü", "a", "e",
    ];

    private static readonly string[] Russian = ["ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "ах", "ях", "ов", "ев", "ей", "ой", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ам", "ям", "ом", "ем", "ую", "юю", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й"];

    /// <param name="word">Folded.</param>
    public static string Of(string word, string language) => language switch
    {
        "en" => English(word),
        "de" => Strip(Plain(word), German, 4),
        "nl" => Strip(word, Dutch, 4),
        "fr" => French(word),
        "es" or "pt" => Spanish(word),
        "it" => word.Length > 4 && "aeiou".Contains(word[^1], StringComparison.Ordinal) ? word[..^1] : word,
        "tr" => Softened(Strip(Strip(word, Turkish, 4), Turkish, 4)),
        "ru" or "uk" => Strip(word, Russian, 4),
        _ => word,
    };

    private static string English(string word)
    {
        if (word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal))
        {
            return string.Concat(word.AsSpan(0, word.Length - 3), "y");
        }

        if (word.Length > 4 && (Ends(word, "sses") || Ends(word, "shes") || Ends(word, "ches") || Ends(word, "xes") || Ends(word, "zes")))
        {
            return word[..^2];
        }

        return word.Length > 3 && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
    }

    private static string French(string word)
    {
        if (word.Length > 4 && Ends(word, "aux"))
        {
            return string.Concat(word.AsSpan(0, word.Length - 2), "l");
        }

        var bare = word.Length > 3 && word[^1] is 's' or 'x' ? word[..^1] : word;
        return bare.Length > 4 && bare[^1] == 'e' ? bare[..^1] : bare;
    }

    private static string Spanish(string word) =>
        word.Length > 4 && Ends(word, "ces") ? string.Concat(word.AsSpan(0, word.Length - 3), "z")
        : word.Length > 5 && Ends(word, "es") && "dlnrzj".Contains(word[^3], StringComparison.Ordinal) ? word[..^2]
        : word.Length > 3 && word[^1] == 's' ? word[..^1]
        : word;

    private static string Plain(string word) =>
        word.AsSpan().IndexOfAny('ä', 'ö', 'ü') < 0 ? word : word.Replace('ä', 'a').Replace('ö', 'o').Replace('ü', 'u');

    // kitap, kitabı: the last consonant hardens when the ending goes.
    private static string Softened(string word) => word[^1] switch
    {
        'b' => word[..^1] + "p",
        'c' => word[..^1] + "ç",
        'd' => word[..^1] + "t",
        'ğ' => word[..^1] + "k",
        _ => word,
    };

    private static string Strip(string word, string[] endings, int keep)
    {
        foreach (var ending in endings)
        {
            if (word.Length - ending.Length >= keep && Ends(word, ending))
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }

    private static bool Ends(string word, string ending) => word.EndsWith(ending, StringComparison.Ordinal);
}
