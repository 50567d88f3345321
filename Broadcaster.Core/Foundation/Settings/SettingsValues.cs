using System.Text.Json;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Foundation.Settings;

/// <summary>Reads single values of a patch; what is wrong is thrown as <see cref="Refused"/>, which never leaves <see cref="SettingsPatch"/>.</summary>
internal static class SettingsValues
{
    public const int LongestText = 500;

    public static TEnum Choice<TEnum>(JsonElement value)
        where TEnum : struct, Enum =>
        value.ValueKind == JsonValueKind.String && SnakeCase.TryParse<TEnum>(value.GetString(), out var choice)
            ? choice
            : throw new Refused($"Use one of: {string.Join(", ", Enum.GetValues<TEnum>().Select(e => SnakeCase.Of(e)))}.");

    public static bool Flag(JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw new Refused("Use true or false.");

    public static int Number(JsonElement value, int least, int most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw new Refused($"Use a whole number from {least} to {most}.");

    public static string? Text(JsonElement value, int longest)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Null => "",
            _ => throw new Refused("Use a text."),
        };
        return text.Length > longest ? throw new Refused($"Use at most {longest} characters.") : text.Length == 0 ? null : text;
    }

    public static string Zone(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && TimeZones.IsKnown(value.GetString())
            ? value.GetString()!
            : throw new Refused("This is no known time zone. Use an IANA name, e.g. Europe/Berlin.");

    public static string? Address(JsonElement value)
    {
        var text = Text(value, LongestText);
        return text is null || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0 && uri.Fragment.Length == 0)
            ? text?.TrimEnd('/')
            : throw new Refused("Use an absolute address, e.g. https://news.example.com, or leave it empty.");
    }

    /// <summary>A sum of dollars; null for none.</summary>
    public static decimal? Money(JsonElement value, decimal most) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetDecimal(out var sum) && sum >= 0 && sum <= most => sum,
        _ => throw new Refused($"Use an amount from 0 to {most:0}, or null for none."),
    };

    /// <summary>A secret: a text, or null to clear it.</summary>
    public static string? Secret(JsonElement value) => Text(value, 1_000);

    /// <summary>Applies each field of an object; unknown ones are refused by name.</summary>
    public static T Each<T>(T start, JsonElement value, IReadOnlyDictionary<string, Func<T, JsonElement, T>> fields)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new Refused($"Send an object with the fields to change: {string.Join(", ", fields.Keys)}.");
        }

        foreach (var field in value.EnumerateObject())
        {
            if (!fields.TryGetValue(field.Name, out var set))
            {
                throw new Refused($"There is no such field. There are: {string.Join(", ", fields.Keys)}.", field.Name);
            }

            try
            {
                start = set(start, field.Value);
            }
            catch (Refused refused)
            {
                throw new Refused(refused.Message, refused.Within is null ? field.Name : $"{field.Name}.{refused.Within}");
            }
        }

        return start;
    }
}

/// <summary>Why a value is not taken.</summary>
/// <param name="within">The path below the field, where the value is an object.</param>
internal sealed class Refused(string message, string? within = null) : Exception(message)
{
    public string? Within => within;
}
