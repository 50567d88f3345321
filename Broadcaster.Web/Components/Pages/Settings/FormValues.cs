using System.Globalization;
using System.Text.Json.Nodes;

namespace Broadcaster.Web.Components.Pages.Settings;

/// <summary>Between what stands in a field and what is sent. What is no number goes as it was typed, so that it is refused under its field.</summary>
internal static class FormValues
{
    public static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);

    public static JsonNode? Node(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : JsonValue.Create(typed.Trim());

    public static JsonNode? Number(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null
        : int.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole)
        : decimal.TryParse(typed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
        : JsonValue.Create(typed);
}
