using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Planning.Research.Fetching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Planning.Research.Firecrawl;

/// <summary>
/// Firecrawl's API, version 2: search and scrape. Waits where it is told to come back, tries a server's trouble once more, and
/// says everything else in a <see cref="FirecrawlException"/>. The key goes into the header and nowhere else.
/// </summary>
internal sealed class FirecrawlClient(ResearchHttp http, IOptions<ResearchOptions> options, TimeProvider clock, ILogger<FirecrawlClient> log)
{
    public const string DefaultBaseUrl = "https://api.firecrawl.dev";

    private const int MostBytes = 24 * 1024 * 1024;
    private const int ScrapeTimeout = 60_000;

    /// <summary>Ours is longer than the one that Firecrawl is told: its own answer says more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public async Task<(IReadOnlyList<FirecrawlHit> Hits, decimal Credits)> SearchAsync(FirecrawlAccess access, string query, int limit, CancellationToken ct)
    {
        using var answer = await PostAsync(access, "search", new { query, limit, sources = new[] { "web" }, ignoreInvalidURLs = true, timeout = ScrapeTimeout }, ct);
        var root = answer.RootElement;
        var data = root.TryGetProperty("data", out var found) ? found : default;

        // Version 1 answers a flat list, version 2 one by source; an instance of one's own may be either.
        var list = data.ValueKind == JsonValueKind.Array ? data : data.ValueKind == JsonValueKind.Object && data.TryGetProperty("web", out var web) ? web : default;
        var hits = new List<FirecrawlHit>();
        if (list.ValueKind == JsonValueKind.Array)
        {
            foreach (var hit in list.EnumerateArray())
            {
                if (Text(hit, "url") is { } url)
                {
                    hits.Add(new FirecrawlHit(url, Text(hit, "title"), Text(hit, "description")));
                }
            }
        }

        return (hits, Number(root, "creditsUsed") ?? 0);
    }

    public async Task<FirecrawlPage> ScrapeAsync(FirecrawlAccess access, Uri address, CancellationToken ct)
    {
        using var answer = await PostAsync(
            access, "scrape", new { url = address.AbsoluteUri, formats = new[] { "rawHtml", "markdown" }, onlyMainContent = false, removeBase64Images = true, timeout = ScrapeTimeout }, ct);
        var data = answer.RootElement.TryGetProperty("data", out var found) ? found : default;
        var metadata = data.ValueKind == JsonValueKind.Object && data.TryGetProperty("metadata", out var about) ? about : default;
        return new FirecrawlPage(
            Text(data, "rawHtml") ?? Text(data, "html"),
            Text(data, "markdown"),
            Text(metadata, "url") ?? Text(metadata, "sourceURL"),
            (int?)Number(metadata, "statusCode"),
            Text(metadata, "error"),
            Number(metadata, "creditsUsed") ?? 1);
    }

    private async Task<JsonDocument> PostAsync(FirecrawlAccess access, string call, object body, CancellationToken ct)
    {
        var address = AddressOf(access, call);
        if (http.Guard.Refuse(address) is { } refusal)
        {
            throw new FirecrawlException(FirecrawlTrouble.Unreachable, $"Firecrawl's address may not be reached: {refusal}");
        }

        for (var attempt = 1; ; attempt++)
        {
            var (answer, trouble, wait) = await TryAsync(access, address, call, body, ct);
            if (answer is not null)
            {
                return answer;
            }

            log.FirecrawlRefused(trouble!.Status, call, trouble.Problem.Trouble.ToString());
            var again = trouble.Problem.Trouble switch
            {
                FirecrawlTrouble.Busy => attempt <= 2 && wait <= options.Value.LongestRetryAfter,
                FirecrawlTrouble.Server or FirecrawlTrouble.TimedOut => attempt == 1,
                FirecrawlTrouble.Key or FirecrawlTrouble.Credits or FirecrawlTrouble.Request or FirecrawlTrouble.Unreachable => false,
            };
            if (!again)
            {
                throw trouble.Problem;
            }

            await Task.Delay(wait, clock, ct);
        }
    }

    private async Task<(JsonDocument? Answer, Refused? Trouble, TimeSpan Wait)> TryAsync(FirecrawlAccess access, Uri address, string call, object body, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
            request.Headers.TryAddWithoutValidation("User-Agent", options.Value.UserAgent);
            if (!string.IsNullOrWhiteSpace(access.ApiKey))
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access.ApiKey.Trim());
            }

            using var response = await http.SendAsync(request, either.Token);
            var status = (int)response.StatusCode;
            var json = await ReadAsync(response.Content, either.Token);
            if (status is >= 200 and < 300 && json?.RootElement.ValueKind == JsonValueKind.Object)
            {
                if (!(json.RootElement.TryGetProperty("success", out var success) && success.ValueKind == JsonValueKind.False))
                {
                    return (json, null, default);
                }

                var said = Text(json.RootElement, "error");
                json.Dispose();
                return (null, new Refused(status, new FirecrawlException(FirecrawlTrouble.Request, $"Firecrawl could not do this{Said(said, access)}.")), default);
            }

            var error = json is null ? null : Text(json.RootElement, "error");
            json?.Dispose();
            return (null, new Refused(status, Explain(status, call, Said(error, access))), WaitOf(response));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, new Refused(null, new FirecrawlException(FirecrawlTrouble.TimedOut, $"Firecrawl did not answer within {Patience.TotalSeconds:0} seconds.")), TimeSpan.FromSeconds(1));
        }
        catch (Exception problem) when (problem is FormatException || NetworkTrouble.Is(problem))
        {
            return (null, new Refused(null, new FirecrawlException(FirecrawlTrouble.Unreachable, $"Firecrawl was not reached. {ResearchHttp.Explain(problem, address)}")), default);
        }
    }

    private static FirecrawlException Explain(int status, string call, string said) => status switch
    {
        401 or 403 => new(FirecrawlTrouble.Key, $"Firecrawl refused the key (status {status}). Enter it again in the settings."),
        402 => new(FirecrawlTrouble.Credits, "Firecrawl's credits are used up (status 402). Add credits to the account, or wait for the next period."),
        408 => new(FirecrawlTrouble.TimedOut, "Firecrawl took too long over this page (status 408)."),
        429 => new(FirecrawlTrouble.Busy, "Firecrawl asks to come back later: too many requests for the account's plan (status 429)."),
        >= 500 => new(FirecrawlTrouble.Server, $"Firecrawl has trouble of its own (status {status}). Try again later."),
        404 when call == "search" => new(FirecrawlTrouble.Unreachable, "There is no Firecrawl of version 2 at this address (status 404). Check its address in the settings."),
        >= 200 and < 300 => new(FirecrawlTrouble.Unreachable, "What answers at Firecrawl's address is not Firecrawl. Check its address in the settings."),
        _ => new(FirecrawlTrouble.Request, $"Firecrawl does not take this request (status {status}){said}."),
    };

    // Retry-After wins; without it the pause is short, for the limits are by the minute and a research is small.
    private TimeSpan WaitOf(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date - clock.GetUtcNow()) ?? TimeSpan.FromSeconds(2);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static Uri AddressOf(FirecrawlAccess access, string call)
    {
        var text = string.IsNullOrWhiteSpace(access.BaseUrl) ? DefaultBaseUrl : access.BaseUrl.Trim().TrimEnd('/');
        foreach (var version in (ReadOnlySpan<string>)["/v1", "/v2"])
        {
            text = text.EndsWith(version, StringComparison.OrdinalIgnoreCase) ? text[..^version.Length] : text;
        }

        return Uri.TryCreate($"{text}/v2/{call}", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new FirecrawlException(FirecrawlTrouble.Unreachable, "Firecrawl's address is no web address. Check it in the settings.");
    }

    // An answer may repeat what it was sent; the key is taken out before anybody sees or keeps it.
    private static string Said(string? error, FirecrawlAccess access)
    {
        if (string.IsNullOrWhiteSpace(error))
        {
            return "";
        }

        var text = string.IsNullOrWhiteSpace(access.ApiKey) ? error : error.Replace(access.ApiKey.Trim(), "•••", StringComparison.Ordinal);
        return $": {(text.Length <= 200 ? text : text[..200] + "…").TrimEnd('.')}";
    }

    private static async Task<JsonDocument?> ReadAsync(HttpContent content, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var kept = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            if (kept.Length + read > MostBytes)
            {
                return null;
            }

            await kept.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        try
        {
            return JsonDocument.Parse(kept.GetBuffer().AsMemory(0, (int)kept.Length).ToArray());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static decimal? Number(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number
            : value.ValueKind == JsonValueKind.String && decimal.TryParse(value.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out number) ? number
            : null
            : null;

    private sealed record Refused(int? Status, FirecrawlException Problem);
}
