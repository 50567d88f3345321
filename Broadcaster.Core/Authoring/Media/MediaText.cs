using System.Text;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Authoring.Media;

/// <summary>Tidies what people say of a picture.</summary>
internal static class MediaText
{
    /// <summary>Null where empty.</summary>
    public static Result<string?> AltText(string? text)
    {
        var tidy = string.Join(' ', Printable(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (tidy.Length > MediaLimits.AltTextCharacters)
        {
            return InvalidInput.Of("altText", $"The alt text has {tidy.Length} characters; {MediaLimits.AltTextCharacters} fit.");
        }

        return tidy.Length == 0 ? null as string : tidy;
    }

    /// <summary>Only the name, from whatever path the client sent along.</summary>
    public static string FileName(string text)
    {
        var name = Printable(text).Split('/', '\\')[^1].Trim();
        return name.Length == 0 ? "picture" : name.Length <= MediaLimits.FileNameCharacters ? name : name[^MediaLimits.FileNameCharacters..];
    }

    // A lone half of a surrogate pair, which no database keeps, comes out of the runes as the replacement character.
    private static string Printable(string? text) => string.Concat((text ?? "").EnumerateRunes()
        .Where(r => r != Rune.ReplacementChar && (!Rune.IsControl(r) || Rune.IsWhiteSpace(r))));
}
