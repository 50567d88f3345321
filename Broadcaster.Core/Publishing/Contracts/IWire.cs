namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>
/// A connector's only way out of the process. Everything that passes is captured for the ledger with secrets masked; in a
/// dry run nothing passes: it is captured and answered as if the platform had said yes.
/// </summary>
public interface IWire
{
    /// <summary>Set on a request that carries none of the channel's credentials: a 401 then says nothing about them.</summary>
    static readonly HttpRequestOptionsKey<bool> AsStranger = new("broadcaster.as-stranger");

    bool DryRun { get; }

    /// <summary>How long one request may take; <see cref="SendAsync"/> keeps it, an exchange that is not HTTP has to.</summary>
    TimeSpan Timeout => TimeSpan.FromSeconds(30);

    /// <summary>A platform's own words without the channel's secrets: whatever of an answer is kept or shown goes through here.</summary>
    string Mask(string text);

    /// <summary>Sends through the HTTP pipeline (correlation, time-out, SSRF guard, capture) and classifies the answer in one place.</summary>
    /// <param name="request">Owned by the caller; an absolute address.</param>
    /// <param name="effect">What a lost answer would mean: see <see cref="Effect"/>.</param>
    /// <param name="ct">Cancels the attempt, not only the wait.</param>
    Task<Exchange> SendAsync(HttpRequestMessage request, Effect effect, CancellationToken ct);

    /// <summary>For anything that is not HTTP: captures it and runs <paramref name="send"/>, or in a dry run answers without running it.</summary>
    /// <param name="capture">What the ledger shows: a verb, an address, a body. Secrets are masked here as well.</param>
    Task<T> ExchangeAsync<T>(WireCapture capture, Func<CancellationToken, Task<T>> send, Func<T> dryRunAnswer, CancellationToken ct);
}

/// <summary>What a request does to the platform, and so what a lost answer means.</summary>
public enum Effect
{
    /// <summary>Changes nothing that anybody sees (a look-up, an upload of a picture): a lost answer is NotSent.</summary>
    Harmless,

    /// <summary>Makes something public: a lost answer, a 500, 502 or 504 is Unknown.</summary>
    Irreversible,
}

/// <summary>What a non-HTTP exchange looks like in the ledger.</summary>
public sealed record WireCapture(string Method, string Url, string? Body);

/// <summary>An answer, or why there is none.</summary>
public sealed record Exchange
{
    /// <summary>Null when nothing came back.</summary>
    public int? Status { get; init; }

    /// <summary>The answer's body as text, at most 1 MiB of it.</summary>
    public string Body { get; init; } = "";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Null for a 2xx. Otherwise the outcome that the pipeline makes of it (refused connection or DNS → NotSent; 429 →
    /// RateLimited; 503 → NotSent; 401 → NeedsReconnect; other 4xx → Rejected; a lost answer or 5xx by the effect).
    /// A connector that knows its platform better may overrule it.
    /// </summary>
    public PublishOutcome? Failure { get; init; }

    public bool Ok => Failure is null;
}

/// <summary>One request and its answer, as the ledger keeps them: secrets masked, bodies cut at 64 KiB.</summary>
public sealed record RequestCapture(
    string Method,
    string Url,
    IReadOnlyDictionary<string, string> RequestHeaders,
    string? RequestBody,
    int? Status,
    IReadOnlyDictionary<string, string> ResponseHeaders,
    string? ResponseBody,
    DateTimeOffset At,
    int DurationMs,
    string? Problem);
