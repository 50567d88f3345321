using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.Webhook;

/// <summary>The bytes of one event and their signature. Written once: what is signed is what is sent is what is recorded.</summary>
internal readonly struct WebhookMessage
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ReadOnlyMemory<byte> signed;

    private WebhookMessage(ReadOnlyMemory<byte> signed, int bodyAt, string id, string timestamp)
    {
        this.signed = signed;
        Id = id;
        Timestamp = timestamp;
        Body = signed[bodyAt..];
    }

    public string Id { get; }

    /// <summary>Seconds since 1970, of this attempt.</summary>
    public string Timestamp { get; }

    public ReadOnlyMemory<byte> Body { get; }

    /// <param name="now">The time of this attempt: receivers refuse old ones.</param>
    public static WebhookMessage Of(PublishRequest request, string type, DateTimeOffset now)
    {
        var id = request.IdempotencyKey;
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        // "{id}.{timestamp}.{body}" in one buffer: the signature runs over all of it, the request takes the end.
        var buffer = new ArrayBufferWriter<byte>(256 + (2 * (request.Rendered.Body.Length + request.Rendered.Html.Length)));
        Encoding.ASCII.GetBytes(id, buffer);
        buffer.Write("."u8);
        Encoding.ASCII.GetBytes(timestamp, buffer);
        buffer.Write("."u8);
        var bodyAt = buffer.WrittenCount;
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            // The event's own time stays the same over the attempts; only the header's moves on.
            Write(json, request, type, request.FirstSentAt ?? now);
        }

        return new WebhookMessage(buffer.WrittenMemory, bodyAt, id, timestamp);
    }

    public string Sign(byte[] key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, signed.Span, hash);
        return "v1," + Convert.ToBase64String(hash);
    }

    private static void Write(Utf8JsonWriter json, PublishRequest request, string type, DateTimeOffset at)
    {
        var content = request.Content;
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteString("timestamp"u8, at.UtcDateTime);
        json.WriteStartObject("data"u8);
        // The key, not the job: a later job that repeats under the same key has to send the same bytes.
        json.WriteString("jobId"u8, request.IdempotencyKey);
        json.WriteString("contentId"u8, content.ContentId);
        json.WriteString("channelId"u8, content.ChannelId);
        if (request.Existing is { } existing)
        {
            json.WriteString("publicationKey"u8, existing.Key);
            json.WriteString("externalId"u8, existing.ExternalId);
            json.WriteString("permalink"u8, existing.Permalink);
        }

        json.WriteString("title"u8, request.Rendered.Title);
        json.WriteString("body"u8, request.Rendered.Body);
        json.WriteString("html"u8, request.Rendered.Html);
        json.WriteString("summary"u8, content.Summary);
        json.WriteString("slug"u8, content.Slug);
        json.WriteStartArray("tags"u8);
        foreach (var tag in request.Rendered.Tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteString("canonicalUrl"u8, content.CanonicalUrl);
        json.WriteString("language"u8, content.Language);
        json.WriteStartObject("metadata"u8);
        foreach (var (name, value) in content.Metadata)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
