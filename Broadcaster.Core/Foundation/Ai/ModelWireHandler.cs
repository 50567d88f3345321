using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common.Network;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>Says of every failed exchange the same: status, body, when to come back; or that nothing was sent.</summary>
internal sealed class ModelWireHandler(HttpMessageHandler inner, TimeProvider clock) : DelegatingHandler(inner)
{
    private const int LongestError = 32 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException problem) when (problem.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            || problem.InnerException is Common.Network.BlockedAddressException)
        {
            throw new ModelHttpException(null, "", null, problem);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested && late.InnerException is TimeoutException)
        {
            // The connect timeout of the sockets: nothing was sent.
            throw new ModelHttpException(null, "", null, late);
        }

        if (!response.IsSuccessStatusCode)
        {
            var body = await ReadAsync(response.Content, cancellationToken);
            var headers = response.Headers.GroupBy(h => h.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(h => h.Key, h => h.First().Value.FirstOrDefault() ?? "", StringComparer.OrdinalIgnoreCase);
            var status = response.StatusCode;
            response.Dispose();
            throw new ModelHttpException(status, body, RetryTime.Read(headers, clock.GetUtcNow()));
        }

        if (response.Content.Headers.ContentType?.MediaType == "application/json" && request.RequestUri?.AbsolutePath.EndsWith("/chat/completions", StringComparison.Ordinal) == true)
        {
            await StreamAsync(response, cancellationToken);
        }

        return response;
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken ct)
    {
        var buffer = new byte[LongestError];
        await using var stream = await content.ReadAsStreamAsync(ct);
        var read = await stream.ReadAtLeastAsync(buffer, LongestError, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    // A stream is always asked for. Some compatible servers answer in one piece all the same: their answer becomes a stream of one.
    private static async Task StreamAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        JsonObject? whole;
        try
        {
            whole = JsonNode.Parse(text) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            whole = null;
        }

        var events = new StringBuilder();
        if (whole?["choices"] is JsonArray choices)
        {
            foreach (var choice in choices.OfType<JsonObject>())
            {
                choice["delta"] = choice["message"]?.DeepClone();
                choice.Remove("message");
            }

            whole["object"] = "chat.completion.chunk";
            events.Append("data: ").Append(whole.ToJsonString()).Append("\n\n");
        }

        // Not a ByteArrayContent: the package takes a MemoryStream for an answer that it has buffered itself.
        var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(events.Append("data: [DONE]\n\n").ToString())));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        response.Content.Dispose();
        response.Content = content;
    }
}
