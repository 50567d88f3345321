using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcaster.Core.Publishing.Contracts.Settings;

namespace Broadcaster.Web.Components.Pages.Channels;

/// <summary>Between a setting's JSON and the text of its field: lists one a line, pairs as "name: value".</summary>
public static class FieldText
{
    /// <param name="saved">Null where nothing is saved: then the default stands in the field.</param>
    public static string Of(SettingsField field, JsonNode? saved) => (field.Kind, saved) switch
    {
        (SettingsFieldKind.Secret, _) => "",
        (SettingsFieldKind.List, JsonArray list) => string.Join('\n', list.Select(Plain)),
        (SettingsFieldKind.Keyvalue, JsonObject pairs) => string.Join('\n', pairs.Select(p => $"{p.Key}: {Plain(p.Value)}")),
        (SettingsFieldKind.List or SettingsFieldKind.Keyvalue, _) => "",
        (_, not null) => Plain(saved),
        _ => field.Default ?? "",
    };

    /// <summary>Null where nothing is entered. What cannot be read goes on as text, so that the check can say what is wrong with it.</summary>
    public static JsonNode? ToJson(SettingsField field, string text) => field.Kind switch
    {
        SettingsFieldKind.Bool => JsonValue.Create(text == "true"),
        _ when string.IsNullOrWhiteSpace(text) => null,
        SettingsFieldKind.Number when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        SettingsFieldKind.List => new JsonArray([.. Lines(text).Select(line => (JsonNode)JsonValue.Create(line))]),
        SettingsFieldKind.Keyvalue => Pairs(text),
        _ => JsonValue.Create(text),
    };

    private static JsonObject Pairs(string text)
    {
        var pairs = new JsonObject();
        foreach (var line in Lines(text))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            pairs[colon < 0 ? line : line[..colon].Trim()] = colon < 0 ? "" : line[(colon + 1)..].Trim();
        }

        return pairs;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Plain(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };
}
