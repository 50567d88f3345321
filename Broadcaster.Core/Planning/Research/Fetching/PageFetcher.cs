using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Broadcaster.Core.Foundation.Common.Network;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Planning.Research.Fetching;

/// <summary>
/// Fetches single pages as a polite robot: asks robots.txt first, follows redirects by hand, stops at limits of size and time.
/// Never throws for what a site does.
/// </summary>
internal sealed class PageFetcher(ResearchHttp http, SiteGate gate, IOptions<ResearchOptions> options, TimeProvider clock)
{
    // RFC 9309, 2.5: at least 500 KiB must be read; 2.4: not kept for more than a day.
    private const int RobotsBytes = 500 * 1024;
    private const int MostRobots = 1_000;
    private static readonly TimeSpan RobotsKept = TimeSpan.FromHours(12);
    private static readonly TimeSpan RobotsRetried = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Robots> robots = new(StringComparer.OrdinalIgnoreCase);
    private readonly string product = options.Value.UserAgent.Split('/', ' ')[0];

    public async Task<Fetched> FetchAsync(Uri address, CancellationToken ct)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var hops = 0; ; hops++)
        {
            if (http.Guard.Refuse(address) is { } refusal)
            {
                return new Fetched.Failed(SourceStatus.Refused, hops == 0 ? refusal : $"The page redirects to an address that may not be reached: {refusal}");
            }

            if (!seen.Add(address.AbsoluteUri))
            {
                return new Fetched.Failed(SourceStatus.Failed, $"The page redirects in a circle ({address.AbsoluteUri}). Open it in a browser and give the address that you end at.");
            }

            if (hops > options.Value.MaxRedirects)
            {
                return new Fetched.Failed(SourceStatus.Failed, $"The page redirects more than {options.Value.MaxRedirects} times. Open it in a browser and give the address that you end at.");
            }

            var rules = await RobotsOfAsync(address, ct);
            if (rules.Problem is { } problem)
            {
                return problem;
            }

            if (!rules.Rules.Allows(address.PathAndQuery))
            {
                return new Fetched.Failed(SourceStatus.Disallowed, rules.Unavailable
                    ? $"{address.IdnHost} answers its robots.txt with an error, so robots may not read its pages. Try again later."
                    : $"The robots.txt of {address.IdnHost} asks robots not to read this page. Read it yourself and put what matters into the brief.");
            }

            using var visit = await gate.EnterAsync(address, rules.Rules.CrawlDelay, ct);
            var (answer, next) = await GetAsync(address, options.Value.MaxPageBytes, ct);
            if (next is null)
            {
                return answer!;
            }

            address = next;
        }
    }

    /// <summary>Either an answer, or the address that the answer leads to.</summary>
    private async Task<(Fetched? Answer, Uri? Next)> GetAsync(Uri address, int mostBytes, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(options.Value.PageTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            using var request = Request(address, "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5");
            using var response = await http.SendAsync(request, either.Token);
            var status = (int)response.StatusCode;
            if (RedirectOf(response, address) is { } target)
            {
                return target.Scheme is "http" or "https"
                    ? (null, target)
                    : (new Fetched.Failed(SourceStatus.Refused, $"The page redirects to {target.Scheme}:, which is no web address."), null);
            }

            if (status != 200)
            {
                return (new Fetched.Failed(SourceStatus.Failed, ExplainStatus(response, address)), null);
            }

            return (await ReadAsync(response, address, mostBytes, either.Token), null);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (new Fetched.Failed(SourceStatus.Failed, $"{address.IdnHost} took longer than {Seconds(options.Value.PageTimeout)} seconds. Try again later."), null);
        }
        catch (Exception problem) when (problem is InvalidOperationException or FormatException || NetworkTrouble.Is(problem))
        {
            return (new Fetched.Failed(ResearchHttp.IsBlocked(problem) ? SourceStatus.Refused : SourceStatus.Failed, ResearchHttp.Explain(problem, address)), null);
        }
    }

    private static async Task<Fetched> ReadAsync(HttpResponseMessage response, Uri address, int mostBytes, CancellationToken ct)
    {
        var type = response.Content.Headers.ContentType;
        var media = type?.MediaType ?? "";
        var plain = media.Equals("text/plain", StringComparison.OrdinalIgnoreCase) || media.Equals("text/markdown", StringComparison.OrdinalIgnoreCase);
        if (media.Length > 0 && !plain && !media.Equals("text/html", StringComparison.OrdinalIgnoreCase) && !media.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase))
        {
            return new Fetched.Failed(SourceStatus.Unreadable, $"This is {Kind(media)}, not a page with text. Give the address of a page.");
        }

        if (response.Content.Headers.ContentLength > mostBytes)
        {
            return TooLarge(mostBytes);
        }

        var (bytes, length) = await BytesAsync(response.Content, mostBytes, ct);
        try
        {
            if (length > mostBytes)
            {
                return TooLarge(mostBytes);
            }

            var read = bytes.AsSpan(0, length);
            var wide = read.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || read.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
            return !wide && read[..Math.Min(length, 2048)].Contains((byte)0)
                ? new Fetched.Failed(SourceStatus.Unreadable, "This is a binary file, not a page with text. Give the address of a page.")
                : new Fetched.Page(address, Charset.Decode(read, type?.CharSet), plain);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private async Task<Robots> RobotsOfAsync(Uri address, CancellationToken ct)
    {
        var origin = address.GetLeftPart(UriPartial.Authority);
        if (Known(origin) is { } known)
        {
            return known;
        }

        if (robots.Count > MostRobots)
        {
            robots.Clear();
        }

        return await FetchRobotsAsync(origin, ct);
    }

    private Robots? Known(string origin) =>
        robots.TryGetValue(origin, out var known) && clock.GetElapsedTime(known.At) < (known.Unavailable ? RobotsRetried : RobotsKept) ? known : null;

    private async Task<Robots> FetchRobotsAsync(string origin, CancellationToken ct)
    {
        var address = new Uri(origin + "/robots.txt");
        for (var hops = 0; ; hops++)
        {
            if (http.Guard.Refuse(address) is { } refusal)
            {
                // A redirect to where nobody may go is a site without rules; the page itself is judged on its own.
                return hops > 0 ? new Robots(RobotsRules.AllowAll, clock.GetTimestamp()) : Failed(SourceStatus.Refused, refusal);
            }

            // The wait for the site's turn is not the site's fault; and who waited may find that another has asked meanwhile.
            using var visit = await gate.EnterAsync(address, null, ct);
            if (Known(origin) is { } known)
            {
                return known;
            }

            using var timeout = new CancellationTokenSource(options.Value.PageTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
            try
            {
                using var request = Request(address, "text/plain,*/*;q=0.5");
                using var response = await http.SendAsync(request, either.Token);
                var status = (int)response.StatusCode;
                if (RedirectOf(response, address) is { } next && hops < 5 && next.Scheme is "http" or "https")
                {
                    address = next;
                    continue;
                }

                // RFC 9309, 2.3.1: unavailable (4xx) allows everything; unreachable (5xx, and 429 as Google reads it) nothing.
                if (status is >= 500 or 429)
                {
                    return Keep(origin, new Robots(RobotsRules.DisallowAll, clock.GetTimestamp()) { Unavailable = true });
                }

                if (status != 200)
                {
                    return Keep(origin, new Robots(RobotsRules.AllowAll, clock.GetTimestamp()));
                }

                var (bytes, length) = await BytesAsync(response.Content, RobotsBytes, either.Token);
                var text = System.Text.Encoding.UTF8.GetString(bytes, 0, Math.Min(length, RobotsBytes));
                ArrayPool<byte>.Shared.Return(bytes);
                return Keep(origin, new Robots(RobotsRules.Parse(text, product), clock.GetTimestamp()));
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return Failed(SourceStatus.Failed, $"{address.IdnHost} took longer than {Seconds(options.Value.PageTimeout)} seconds for its robots.txt. Try again later.");
            }
            catch (Exception problem) when (problem is InvalidOperationException or FormatException || NetworkTrouble.Is(problem))
            {
                return Failed(ResearchHttp.IsBlocked(problem) ? SourceStatus.Refused : SourceStatus.Failed, ResearchHttp.Explain(problem, address));
            }
        }
    }

    // Kept while the site's turn is still ours: whoever waits for it finds the rules. A site that could not be reached is not
    // kept; it may be back the next time.
    private Robots Keep(string origin, Robots found)
    {
        robots[origin] = found;
        return found;
    }

    private Robots Failed(SourceStatus status, string message) =>
        new(RobotsRules.DisallowAll, clock.GetTimestamp()) { Problem = new Fetched.Failed(status, message) };

    private HttpRequestMessage Request(Uri address, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", options.Value.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return request;
    }

    private static Uri? RedirectOf(HttpResponseMessage response, Uri address)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || !response.Headers.NonValidated.TryGetValues("Location", out var location)
            || !Uri.TryCreate(address, location.ToString(), out var target))
        {
            return null;
        }

        return target.Fragment.Length == 0 || target.Scheme is not ("http" or "https") ? target : new Uri(target.GetLeftPart(UriPartial.Query));
    }

    // One byte more than the limit tells a page that just fits from one that does not; nothing beyond it is read.
    private static async Task<(byte[] Bytes, int Length)> BytesAsync(HttpContent content, int most, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(content.Headers.ContentLength ?? 64 * 1024, 4096, most) + 1);
        var length = 0;
        try
        {
            while (length <= most)
            {
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var read = await stream.ReadAsync(buffer.AsMemory(length, Math.Min(buffer.Length - length, most + 1 - length)), ct);
                if (read == 0)
                {
                    break;
                }

                length += read;
            }

            return (buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static Fetched.Failed TooLarge(int most) =>
        new(SourceStatus.Unreadable, $"The page is larger than {(most / (1024.0 * 1024)).ToString("0.#", CultureInfo.InvariantCulture)} MB and was not read to its end. Give a smaller page, or raise Research:MaxPageBytes.");

    private static string ExplainStatus(HttpResponseMessage response, Uri address)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            401 or 407 => $"{address.IdnHost} asks for a sign-in (status {status}). Give a page that everybody can read.",
            402 or 403 or 451 => $"{address.IdnHost} does not let robots read this page (status {status}). Read it yourself and put what matters into the brief.",
            404 or 410 => $"There is no such page at {address.IdnHost} (status {status}). Check the address.",
            429 => $"{address.IdnHost} asks to come back later (status 429{(response.Headers.RetryAfter?.Delta is { } wait ? $", in {Seconds(wait)} seconds" : "")}).",
            >= 500 => $"{address.IdnHost} has trouble of its own (status {status}). Try again later.",
            _ => $"{address.IdnHost} answered with status {status}, not with a page.",
        };
    }

    private static string Kind(string media) => media.ToLowerInvariant() switch
    {
        "application/pdf" => "a PDF",
        var m when m.StartsWith("image/", StringComparison.Ordinal) => "a picture",
        var m when m.StartsWith("video/", StringComparison.Ordinal) => "a video",
        var m when m.StartsWith("audio/", StringComparison.Ordinal) => "a recording",
        "application/json" => "data (JSON)",
        var m => $"a file of type {m}",
    };

    private static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);

    private sealed record Robots(RobotsRules Rules, long At)
    {
        /// <summary>The site answers with an error: nothing is allowed for now.</summary>
        public bool Unavailable { get; init; }

        public Fetched.Failed? Problem { get; init; }
    }
}
