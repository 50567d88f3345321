namespace Broadcaster.Core.Foundation.Common.Text;

/// <summary>Counts syllables by the rules of spelling: near enough for a readability formula, which averages over a text.</summary>
internal static class Syllables
{
    /// <param name="word">Folded.</param>
    /// <returns>At least 1.</returns>
    public static int Of(ReadOnlySpan<char> word, string language) => Math.Max(1, language switch
    {
        "en" => English(word),
        "fr" => French(word),
        "es" => Spanish(word),
        "tr" => Vowels(word, "aeıioöuüâîû"),
        _ => Groups(word, "aeiouyäöüàáâéèêíìîóòôúùû"),
    });

    private static int English(ReadOnlySpan<char> word)
    {
        var count = Groups(word, "aeiouy");
        if (word.Length > 2 && word[^1] == 'e' && !IsIn(word[^2], "aeiouyl"))
        {
            count--;
        }
        else if (word.Length > 3 && word[^1] == 'e' && word[^2] == 'l' && IsIn(word[^3], "aeiouy"))
        {
            count--;
        }
        else if (word.Length > 3 && word.EndsWith("ed", StringComparison.Ordinal) && word[^3] is not ('t' or 'd') && !IsIn(word[^3], "aeiouy"))
        {
            count--;
        }
        else if (word.Length > 3 && word.EndsWith("es", StringComparison.Ordinal) && !IsIn(word[^3], "aeiouyszxgch"))
        {
            count--;
        }

        return count;
    }

    private static int French(ReadOnlySpan<char> word)
    {
        var count = Groups(word, "aeiouyàâäéèêëîïôöûùüœæ");
        var silent = word.Length > 2 && (word[^1] == 'e' || (word[^1] == 's' && word[^2] == 'e'));
        var before = word.Length > 3 ? word[^1] == 'e' ? word[^2] : word[^3] : 'a';
        return silent && !IsIn(before, "aeiouyàâäéèêëîïôöûùüœæ") ? count - 1 : count;
    }

    private static int Spanish(ReadOnlySpan<char> word)
    {
        var count = 0;
        var before = ' ';
        foreach (var c in word)
        {
            var strong = IsIn(c, "aeoáéóíú");
            if (strong || (IsIn(c, "iuüy") && !IsIn(before, "aeoáéóíúiuü")))
            {
                // io, ia, ue: a weak vowel before a strong one makes one syllable with it.
                count += strong && IsIn(before, "iuü") ? 0 : 1;
            }

            before = c;
        }

        return count;
    }

    private static int Groups(ReadOnlySpan<char> word, string vowels)
    {
        var count = 0;
        var inside = false;
        foreach (var c in word)
        {
            var vowel = IsIn(c, vowels);
            count += vowel && !inside ? 1 : 0;
            inside = vowel;
        }

        return count;
    }

    private static int Vowels(ReadOnlySpan<char> word, string vowels)
    {
        var count = 0;
        foreach (var c in word)
        {
            count += IsIn(c, vowels) ? 1 : 0;
        }

        return count;
    }

    private static bool IsIn(char c, string letters) => letters.Contains(c, StringComparison.Ordinal);
}
