using System.Text.Json;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.Webhook;

/// <summary>Sends an event as Standard Webhooks has it.</summary>
internal static class WebhookClient
{
    public static async Task<Exchange> SendAsync(PublishRequest request, string type, WebhookSettings settings, CancellationToken ct)
    {
        var message = WebhookMessage.Of(request, type, request.Context.Clock.GetUtcNow());
        using var post = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = new WireContent(message.Body) };
        post.Headers.TryAddWithoutValidation("webhook-id", message.Id);
        post.Headers.TryAddWithoutValidation("webhook-timestamp", message.Timestamp);
        if (settings.Key() is { } key)
        {
            post.Headers.TryAddWithoutValidation("webhook-signature", message.Sign(key));
        }

        post.Headers.TryAddWithoutValidation("Idempotency-Key", message.Id);
        AddHeaders(post, settings);
        return await request.Context.Wire.SendAsync(post, Effect.Irreversible, ct);
    }

    /// <summary>Asks whether somebody answers there, without an event.</summary>
    public static async Task<Exchange> ReachAsync(ConnectorContext context, WebhookSettings settings, CancellationToken ct)
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, settings.Url);
        AddHeaders(head, settings);
        return await context.Wire.SendAsync(head, Effect.Harmless, ct);
    }

    /// <summary>Opens the piece's own address as any reader would: without the channel's headers.</summary>
    public static async Task<Exchange> VisitAsync(ConnectorContext context, Uri permalink, CancellationToken ct)
    {
        using var get = new HttpRequestMessage(HttpMethod.Get, permalink);
        get.Options.Set(IWire.AsStranger, true);
        return await context.Wire.SendAsync(get, Effect.Harmless, ct);
    }

    /// <summary>Our own convention: a receiver may answer with where the piece now is. Anything else is fine too.</summary>
    public static (string? Id, string? Url) ReadAnswer(string body)
    {
        if (body.Length < 2 || body.AsSpan().TrimStart() is not ['{', ..])
        {
            return default;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            var id = json.RootElement.TryGetProperty("id", out var i) ? i.ValueKind switch
            {
                JsonValueKind.String => i.GetString(),
                JsonValueKind.Number => i.GetRawText(),
                _ => null,
            } : null;
            var url = json.RootElement.TryGetProperty("url", out var u) && u.ValueKind == JsonValueKind.String ? u.GetString() : null;
            var usable = Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https";
            return (string.IsNullOrEmpty(id) ? null : id, usable ? url : null);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second is half of a character ("\ud800"). Whatever it says, the event has been taken.
            return default;
        }
    }

    private static void AddHeaders(HttpRequestMessage request, WebhookSettings settings)
    {
        if (settings.Headers is null)
        {
            return;
        }

        foreach (var (name, value) in settings.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
