using System.Text;

namespace Broadcaster.Core.Foundation.Common.Text;

/// <summary>Brings words to the form in which they are compared: composed, lower-case, by the rules of their language.</summary>
internal static class TextFold
{
    /// <param name="language">Turkish and Azeri have a dotless i of their own: I is ı there, and i everywhere else.</param>
    public static string Of(string text, string language)
    {
        var composed = IsAscii(text) ? text : text.Normalize(NormalizationForm.FormC);
        return string.Create(composed.Length, (composed, language), static (to, from) => Lower(from.composed, to, from.language));
    }

    /// <summary>Writes the folded form of text that is composed already; returns its length, which is the text's.</summary>
    public static void Lower(ReadOnlySpan<char> text, Span<char> to, string language)
    {
        var turkish = language is "tr" or "az";
        for (var i = 0; i < text.Length; i++)
        {
            to[i] = text[i] switch
            {
                'I' when turkish => 'ı',
                'İ' => 'i',
                '\u2019' or '\u02bc' => '\'',
                < '\u0080' and var c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c,
                var c => char.ToLowerInvariant(c),
            };
        }
    }

    private static bool IsAscii(string text) => System.Text.Ascii.IsValid(text);
}
