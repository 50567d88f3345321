using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Wire;

/// <summary>The wire of one attempt: sends, classifies and captures. In a dry run it only captures.</summary>
public sealed class WireSession : IWire
{
    private const int LongestBody = 1024 * 1024;
    private const int LongestCapture = 64 * 1024;
    private const int MostRedirects = 3;
    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    private readonly WireOrder order;
    private readonly HttpMessageInvoker http;
    private readonly NetworkGuard guard;
    private readonly SecretMask mask;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly List<RequestCapture> captures = new(1);

    internal WireSession(WireOrder order, HttpMessageInvoker http, NetworkGuard guard, SecretMask mask, TimeProvider clock)
    {
        this.order = order;
        this.http = http;
        this.guard = guard;
        this.mask = mask;
        this.clock = clock;
    }

    public bool DryRun => order.DryRun;

    /// <summary>Whether anything may have left the process: set before, so that it holds whatever happens to the answer.</summary>
    public bool Touched { get; private set; }

    /// <summary>Whether the platform has answered anything: it is there, whatever it said.</summary>
    public bool Answered { get; private set; }

    /// <summary>Why the last exchange found the credentials refused; null when it did not.</summary>
    public Fault? CredentialsRefused { get; private set; }

    public TimeSpan Timeout => order.Timeout;

    public string Mask(string text) => mask.Apply(text);

    /// <summary>What passed so far, oldest first, secrets masked and bodies cut.</summary>
    public IReadOnlyList<RequestCapture> Captures
    {
        get
        {
            lock (gate)
            {
                return [.. captures];
            }
        }
    }

    public async Task<Exchange> SendAsync(HttpRequestMessage request, Effect effect, CancellationToken ct)
    {
        for (var redirects = 0; ; redirects++)
        {
            var exchange = await SendOnceAsync(request, effect, ct);
            CredentialsRefused = IsStranger(request) ? null : (exchange.Failure as PublishOutcome.NeedsReconnect)?.Fault;
            if (effect != Effect.Harmless || redirects == MostRedirects || RedirectOf(request, exchange) is not { } next)
            {
                return exchange;
            }

            request = next;
        }
    }

    public async Task<T> ExchangeAsync<T>(WireCapture capture, Func<CancellationToken, Task<T>> send, Func<T> dryRunAnswer, CancellationToken ct)
    {
        var at = clock.GetUtcNow();
        var began = clock.GetTimestamp();
        string? problem = null;
        try
        {
            if (order.DryRun)
            {
                problem = "Dry run: recorded, not sent.";
                return dryRunAnswer();
            }

            Touched = true;
            var answer = await send(ct);
            Answered = true;
            return answer;
        }
        catch (Exception failure)
        {
            problem = mask.Apply(failure.Message);
            throw;
        }
        finally
        {
            var body = capture.Body is null ? null : Cut(mask.Apply(capture.Body));
            Keep(new RequestCapture(capture.Method, mask.Apply(capture.Url), NoHeaders, body, null, NoHeaders, null, at, Milliseconds(began), problem));
        }
    }

    private async Task<Exchange> SendOnceAsync(HttpRequestMessage request, Effect effect, CancellationToken ct)
    {
        var address = request.RequestUri!;
        Prepare(request);
        var content = await BufferAsync(request, ct);
        var at = clock.GetUtcNow();
        var began = clock.GetTimestamp();
        if (guard.Refuse(address) is { } refusal)
        {
            Capture(request, content, null, NoHeaders, null, at, began, refusal);
            return new Exchange { Failure = new PublishOutcome.Rejected(new Fault(refusal)) };
        }

        if (order.DryRun)
        {
            Capture(request, content, null, NoHeaders, null, at, began, "Dry run: recorded, not sent.");
            return new Exchange { Status = 200, Body = "{}" };
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(order.Timeout);
        int? status = null;
        var headers = NoHeaders;
        try
        {
            Touched = true;
            using var response = await http.SendAsync(request, timeout.Token);
            status = (int)response.StatusCode;
            Answered = true;
            headers = HeadersOf(response);
            var body = await ReadAsync(response.Content, timeout.Token);
            Capture(request, content, status, headers, body, at, began, null);
            return new Exchange { Status = status, Body = body, Headers = headers, Failure = Classifier.OfStatus(status.Value, headers, address.Authority, effect, clock.GetUtcNow()) };
        }
        catch (Exception problem) when (problem is OperationCanceledException ? !ct.IsCancellationRequested : NetworkTrouble.Is(problem))
        {
            // An answer that broke off after its status: a refusal is a refusal, and only a broken success is in doubt.
            var failure = (status is { } known ? Classifier.OfStatus(known, headers, address.Authority, effect, clock.GetUtcNow()) : null)
                ?? Classifier.OfException(problem, address.Authority, effect, status is not null || content is not { Started: false }, order.Timeout);
            Capture(request, content, status, headers, null, at, began, OutcomeText.FaultOf(failure)?.Message ?? problem.Message);
            return new Exchange { Status = status, Headers = headers, Failure = failure };
        }
        catch (OperationCanceledException)
        {
            Capture(request, content, status, headers, null, at, began, "Cancelled.");
            throw;
        }
    }

    private void Prepare(HttpRequestMessage request)
    {
        var headers = request.Headers;
        headers.TryAddWithoutValidation("X-Correlation-Id", order.CorrelationId);
        headers.TryAddWithoutValidation("User-Agent", "Broadcaster/1.0");
    }

    // Bodies are bytes before they are sent: the ledger shows them, and only then can it be told whether one was begun.
    private static async ValueTask<WireContent?> BufferAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (request.Content is null or WireContent)
        {
            return (WireContent?)request.Content;
        }

        var bytes = new WireContent(await request.Content.ReadAsByteArrayAsync(ct));
        bytes.Headers.Clear();
        foreach (var header in request.Content.Headers.NonValidated)
        {
            bytes.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        request.Content = bytes;
        return bytes;
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response)
    {
        var all = new Dictionary<string, string>(8, StringComparer.OrdinalIgnoreCase);
        foreach (var header in response.Headers.NonValidated)
        {
            all[header.Key] = header.Value.ToString();
        }

        foreach (var header in response.Content.Headers.NonValidated)
        {
            all[header.Key] = header.Value.ToString();
        }

        return all;
    }

    private static async ValueTask<string> ReadAsync(HttpContent content, CancellationToken ct)
    {
        if (content.Headers.ContentLength == 0)
        {
            return "";
        }

        await using var stream = await content.ReadAsStreamAsync(ct);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(content.Headers.ContentLength ?? 4096, 1024, LongestBody) + 1);
        try
        {
            var length = 0;
            int read;
            while (length < LongestBody && (read = await stream.ReadAsync(buffer.AsMemory(length), ct)) > 0)
            {
                length += read;
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }

            return EncodingOf(content.Headers.ContentType).GetString(buffer, 0, Math.Min(length, LongestBody));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Encoding EncodingOf(MediaTypeHeaderValue? type)
    {
        if (type?.CharSet is not { } charset || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Encoding.UTF8;
        }

        try
        {
            return Encoding.GetEncoding(charset.Trim('"'));
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    private static bool IsStranger(HttpRequestMessage request) => request.Options.TryGetValue(IWire.AsStranger, out var stranger) && stranger;

    private static HttpRequestMessage? RedirectOf(HttpRequestMessage request, Exchange exchange)
    {
        var reads = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        if (!reads || exchange.Status is not (301 or 302 or 303 or 307 or 308)
            || !exchange.Headers.TryGetValue("Location", out var location)
            || !Uri.TryCreate(request.RequestUri, location, out var target)
            || (request.RequestUri!.Scheme == "https" && target.Scheme != "https"))
        {
            return null;
        }

        var next = new HttpRequestMessage(request.Method, target);
        next.Options.Set(IWire.AsStranger, IsStranger(request));
        var sameHost = target.Authority == request.RequestUri.Authority;
        foreach (var header in request.Headers.NonValidated)
        {
            // Credentials are for the host that they were typed for.
            if (sameHost || header.Key is "Accept" or "User-Agent" or "X-Correlation-Id")
            {
                next.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        return next;
    }

    private void Capture(
        HttpRequestMessage request,
        WireContent? content,
        int? status,
        IReadOnlyDictionary<string, string> responseHeaders,
        string? responseBody,
        DateTimeOffset at,
        long began,
        string? problem)
    {
        var sent = new Dictionary<string, string>(8, StringComparer.OrdinalIgnoreCase);
        foreach (var header in request.Headers.NonValidated)
        {
            sent[header.Key] = mask.ApplyToHeader(header.Key, header.Value.ToString());
        }

        if (content is not null)
        {
            foreach (var header in content.Headers.NonValidated)
            {
                sent[header.Key] = header.Value.ToString();
            }
        }

        Keep(new RequestCapture(
            request.Method.Method,
            mask.Apply(request.RequestUri!),
            sent,
            content is null ? null : BodyOf(content),
            status,
            Masked(responseHeaders),
            responseBody is null ? null : Cut(mask.Apply(responseBody)),
            at,
            Milliseconds(began),
            problem is null ? null : mask.Apply(problem)));
    }

    private IReadOnlyDictionary<string, string> Masked(IReadOnlyDictionary<string, string> headers)
    {
        Dictionary<string, string>? changed = null;
        foreach (var (name, value) in headers)
        {
            var shown = mask.ApplyToHeader(name, value);
            if (!ReferenceEquals(shown, value))
            {
                changed ??= new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
                changed[name] = shown;
            }
        }

        return changed ?? headers;
    }

    private string BodyOf(WireContent content)
    {
        var type = content.Headers.ContentType?.MediaType ?? "";
        if (!IsText(type))
        {
            return $"[{type}, {content.Bytes.Length} bytes]";
        }

        // Masked before it is cut: a secret must not survive because the cut went through it.
        return Cut(mask.Apply(Encoding.UTF8.GetString(content.Bytes.Span)));
    }

    private static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || type.EndsWith("json", StringComparison.OrdinalIgnoreCase)
        || type.EndsWith("xml", StringComparison.OrdinalIgnoreCase)
        || type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    private static string Cut(string text) =>
        text.Length <= LongestCapture ? text : $"{StorableText.Cut(text, LongestCapture)}… ({text.Length} characters)";

    private int Milliseconds(long began) => (int)clock.GetElapsedTime(began).TotalMilliseconds;

    private void Keep(RequestCapture capture)
    {
        lock (gate)
        {
            captures.Add(capture);
        }
    }
}
