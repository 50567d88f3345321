namespace Broadcaster.Core.Foundation.Common.Text;

/// <summary>
/// Text that every database takes as it is. PostgreSQL refuses NUL and halves of characters; SQLite would take both and hand
/// them on to whoever chokes on them.
/// </summary>
public static class StorableText
{
    /// <summary>Neither a NUL nor a lone surrogate in it.</summary>
    public static bool Is(string text) => FlawIn(text) < 0;

    /// <summary>The same text with U+FFFD in place of what cannot be stored: for what others wrote, which nobody can be asked to mend.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        if (text is null || FlawIn(text) is not (>= 0 and var first))
        {
            return text;
        }

        return string.Create(text.Length, (text, first), static (to, from) =>
        {
            from.text.CopyTo(to);
            for (var i = from.first; i < to.Length; i++)
            {
                if (IsPair(to, i))
                {
                    i++;
                }
                else if (to[i] == '\0' || char.IsSurrogate(to[i]))
                {
                    to[i] = '\ufffd';
                }
            }
        });
    }

    /// <summary>At most so many UTF-16 units from its start, without leaving half of a character at the end.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int most)
    {
        if (text is null || text.Length <= most)
        {
            return text;
        }

        return IsPair(text, most - 1) ? text[..(most - 1)] : text[..most];
    }

    private static int FlawIn(ReadOnlySpan<char> text)
    {
        // Most text has neither: one look at all of it at once.
        var start = text.IndexOfAnyInRange('\ud800', '\udfff');
        var nul = text.IndexOf('\0');
        if (start < 0)
        {
            return nul;
        }

        for (var i = start; i < text.Length; i++)
        {
            if (IsPair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return nul < 0 ? i : Math.Min(i, nul);
            }
        }

        return nul;
    }

    private static bool IsPair(ReadOnlySpan<char> text, int at) => at >= 0 && at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
}
