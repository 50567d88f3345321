namespace Broadcaster.Core.Foundation.Common.Text;

/// <summary>Cuts text into sentences. A line's end always ends one.</summary>
internal static class Sentences
{
    // What a full stop follows without ending the sentence, folded; single letters are always taken so.
    private static readonly HashSet<string> Abbreviations = new(StringComparer.Ordinal)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "eg", "ie", "inc", "ltd", "co", "no", "fig", "approx", "dept", "est", "jr", "sr", "vol", "pp",
        "bzw", "ca", "evtl", "ggf", "inkl", "exkl", "nr", "str", "usw", "vgl", "zzgl", "abb", "bspw", "mind", "max", "min", "mio", "mrd", "tel",
        "m", "mme", "mlle", "env", "ex", "art", "cf", "av", "bd", "sra", "dra", "ud", "uds", "pág", "núm", "ej", "aprox",
        "vb", "vs", "örn", "bkz", "sn", "doç", "cad", "sok", "mah", "av", "alm", "ing",
    };

    /// <summary>Places of the sentences, without the white space around them.</summary>
    public static List<Range> Of(string text)
    {
        var found = new List<Range>(text.Length / 80);
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n' || c is '。' or '！' or '？')
            {
                Add(found, text, start, i + (c == '\n' ? 0 : 1));
                start = i + 1;
            }
            else if (c is '.' or '!' or '?' or '…' or '؟' or '۔' or '।')
            {
                var end = i + 1;
                while (end < text.Length && (text[end] is '.' or '!' or '?' or '…' or '"' or '\'' or '”' or '’' or '»' or ')' or ']' or '“'))
                {
                    end++;
                }

                if (end >= text.Length || (char.IsWhiteSpace(text[end]) && Ends(text, i, end)))
                {
                    Add(found, text, start, end);
                    start = end;
                }

                i = end - 1;
            }
        }

        Add(found, text, start, text.Length);
        return found;
    }

    private static bool Ends(string text, int stop, int end)
    {
        var next = end;
        while (next < text.Length && (char.IsWhiteSpace(text[next]) || text[next] is '"' or '“' or '„' or '«' or '(' or '¿' or '¡' or '\'' or '‘' or '*' or '-' or '–' or '—'))
        {
            if (text[next] == '\n')
            {
                return true;
            }

            next++;
        }

        if (text[stop] != '.' || end > stop + 1)
        {
            return text[stop] != '…' || next >= text.Length || !char.IsLower(text[next]);
        }

        if (next < text.Length && char.IsLower(text[next]))
        {
            return false;
        }

        var word = stop;
        while (word > 0 && char.IsLetterOrDigit(text[word - 1]))
        {
            word--;
        }

        var length = stop - word;
        if (length == 0)
        {
            return true;
        }

        // "3. Mai", "z. B.", "J. Doe": an ordinal or an initial.
        if (char.IsDigit(text[word]))
        {
            return length > 2 || word == 0 || !char.IsWhiteSpace(text[word - 1]) || next >= text.Length || char.IsDigit(text[next]);
        }

        if (length == 1)
        {
            return text[word] is not (>= 'A' and <= 'Z' or >= 'a' and <= 'z') || text[word] == 'I';
        }

        if (length > 7)
        {
            return true;
        }

        Span<char> folded = stackalloc char[length];
        TextFold.Lower(text.AsSpan(word, length), folded, "");
        return !Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded);
    }

    private static void Add(List<Range> found, string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end > start)
        {
            found.Add(start..end);
        }
    }
}
