using System.Globalization;
using System.Text;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Makes the part of an address that names a piece: lower-case ASCII letters, digits and hyphens.</summary>
public static class Slugs
{
    private const int Longest = 80;

    // Letters that Unicode does not take apart into a base letter and a mark.
    private static readonly Dictionary<char, string> Folded = new()
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['ø'] = "o", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['ł'] = "l", ['ı'] = "i", ['ŋ'] = "n", ['ħ'] = "h",
    };

    /// <summary>Empty where the text has no letter that ASCII knows, e.g. in Japanese.</summary>
    public static string Of(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            {
                slug.Append(c);
            }
            else if (Folded.TryGetValue(c, out var letters))
            {
                slug.Append(letters);
            }
            else if (c is not ('\'' or '’') && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return Shorten(slug.ToString().Trim('-'));
    }

    /// <summary>The slug of a piece whose title gives none.</summary>
    public static string Of(Guid contentId) => string.Concat("piece-", contentId.ToString("N").AsSpan(24));

    /// <summary>Whether the slug was made from this title, with or without a number behind it.</summary>
    public static bool IsMadeFrom(string slug, string title, Guid contentId)
    {
        var made = Of(title) is { Length: > 0 } fromTitle ? fromTitle : Of(contentId);
        return slug.StartsWith(made, StringComparison.Ordinal)
            && (slug.Length == made.Length || (slug[made.Length] == '-' && slug.AsSpan(made.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0));
    }

    private static string Shorten(string slug)
    {
        if (slug.Length <= Longest)
        {
            return slug;
        }

        var end = slug.LastIndexOf('-', Longest);
        return slug[..(end > Longest / 2 ? end : Longest)].Trim('-');
    }
}
