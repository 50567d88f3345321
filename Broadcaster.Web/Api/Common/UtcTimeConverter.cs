using System.Text.Json;
using System.Text.Json.Serialization;

namespace Broadcaster.Web.Api.Common;

/// <summary>Writes times in UTC with a Z; reads them with any offset, but never without one.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Without an offset .NET takes the server's own zone: the same request would mean another time elsewhere.
        if (reader.TokenType != JsonTokenType.String
            || !reader.TryGetDateTime(out var plain)
            || plain.Kind == DateTimeKind.Unspecified
            || !reader.TryGetDateTimeOffset(out var value))
        {
            throw new FieldException("Give a time with its offset, e.g. 2026-11-21T09:00:00Z.");
        }

        return value.ToUniversalTime();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}

/// <summary>Wrong input within a JSON body, with a sentence for the caller; the serializer adds the path.</summary>
internal sealed class FieldException(string message) : JsonException(message);
