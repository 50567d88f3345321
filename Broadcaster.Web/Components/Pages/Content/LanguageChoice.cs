using System.Globalization;

namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>The languages that the editor offers.</summary>
public static class LanguageChoice
{
    private static readonly (string Code, string Name)[] Common =
        [.. new[] { "en", "en-GB", "en-US", "de", "de-AT", "de-CH", "fr", "es", "es-MX", "it", "pt", "pt-BR", "nl", "da", "sv", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "el", "tr", "uk", "ru", "ar", "he", "hi", "ja", "ko", "zh-CN", "zh-TW" }
            .Select(code => (code, CultureInfo.GetCultureInfo(code).EnglishName))];

    /// <summary>The common ones, and the one that the piece has.</summary>
    public static IEnumerable<(string Code, string Name)> With(string current) =>
        Common.Any(c => c.Code.Equals(current, StringComparison.OrdinalIgnoreCase)) ? Common : Common.Append((current, current));
}
