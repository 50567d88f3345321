using System.Buffers;
using System.Text.Json;

namespace Broadcaster.Core.Authoring.Content;

/// <summary>A piece's metadata: a JSON object of the caller's own, whose values may be of any kind and are kept as they came.</summary>
public static class ContentMetadata
{
    public static readonly IReadOnlyDictionary<string, JsonElement> None = new Dictionary<string, JsonElement>();

    // Nobody sees these bytes; two texts that are the same must only give the same ones.
    private static readonly JsonWriterOptions Writing = new() { SkipValidation = true };

    public static JsonElement Text(string value) => JsonSerializer.SerializeToElement(value);

    /// <summary>The text under this name; null where there is none, or something else.</summary>
    public static string? TextOf(IReadOnlyDictionary<string, JsonElement> metadata, string name) =>
        metadata.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>UTF-8 JSON that is the same for the same object: names in order, no blanks, every number as it was typed.</summary>
    internal static ReadOnlySpan<byte> Canonical(IReadOnlyDictionary<string, JsonElement> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            Write(json, metadata.Select(p => (p.Key, p.Value)));
        }

        return buffer.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<(string Name, JsonElement Value)> members)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Write(json, value.EnumerateObject().Select(p => (p.Name, p.Value)));
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
