using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Web.Api.Common;

/// <summary>Reads filters that hold several values in one, comma-separated.</summary>
public static class QueryValues
{
    /// <summary>Enum values in snake_case; empty when nothing is given; a 400 that names the allowed ones otherwise.</summary>
    public static IReadOnlyList<TEnum> Enums<TEnum>(string name, string? text)
        where TEnum : struct, Enum
    {
        var values = new List<TEnum>();
        foreach (var part in Split(text))
        {
            if (!SnakeCase.TryParse<TEnum>(part, out var value))
            {
                throw BadRequest.Of(name, $"'{part}' is not known. Use one of: {string.Join(", ", System.Enum.GetValues<TEnum>().Select(v => SnakeCase.Of(v)))}.");
            }

            values.Add(value);
        }

        return values;
    }

    public static TEnum? Enum<TEnum>(string name, string? text)
        where TEnum : struct, Enum =>
        Enums<TEnum>(name, text) switch
        {
            [] => null,
            [var one] => one,
            _ => throw BadRequest.Of(name, "Give one value."),
        };

    public static IReadOnlyList<Guid> Ids(string name, string? text) =>
        [.. Split(text).Select(part => Guid.TryParse(part, out var id) ? id : throw BadRequest.Of(name, $"'{part}' is not a UUID."))];

    private static string[] Split(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
