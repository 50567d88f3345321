using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>The REST API of one site (wp/v2), with or without pretty permalinks.</summary>
internal sealed partial class WordPressClient(IWire wire, WordPressSettings settings, string root)
{
    private readonly AuthenticationHeaderValue credentials = new(
        "Basic",
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.Username}:{string.Concat(settings.ApplicationPassword.Where(c => !char.IsWhiteSpace(c)))}")));

    /// <summary>Finds the API's root by the site's own answer: the Link header, or failing that the two usual places.</summary>
    public static async Task<WordPressAnswer<WordPressClient>> ConnectAsync(IWire wire, WordPressSettings settings, CancellationToken ct)
    {
        var site = settings.Url.TrimEnd('/');
        if (wire.DryRun)
        {
            return new WordPressClient(wire, settings, $"{site}/wp-json/");
        }

        using var head = new HttpRequestMessage(HttpMethod.Head, site + "/");
        var exchange = await wire.SendAsync(head, Effect.Harmless, ct);
        if (exchange.Headers.TryGetValue("Link", out var links) && RestLink().Match(links) is { Success: true } match
            && Uri.TryCreate(match.Groups[1].Value, UriKind.Absolute, out var root))
        {
            return new WordPressClient(wire, settings, AsPrivate(root, new Uri(site)));
        }

        if (exchange.Status is null || exchange.Failure is PublishOutcome.RateLimited or PublishOutcome.NotSent)
        {
            return exchange.Failure!;
        }

        // A theme or a cache may drop the header; without pretty permalinks only the second works.
        foreach (var candidate in (string[])[$"{site}/wp-json/", $"{site}/?rest_route=/"])
        {
            using var get = new HttpRequestMessage(HttpMethod.Get, candidate);
            var index = await wire.SendAsync(get, Effect.Harmless, ct);
            if (index.Status is 200 or 401 or 403 && index.Body.AsSpan().TrimStart() is ['{', ..])
            {
                return new WordPressClient(wire, settings, candidate);
            }
        }

        return new PublishOutcome.Rejected(new Fault(
            $"There is no WordPress REST API at {site}.",
            "Check the site address. Some hosts and security plugins block /wp-json/: allow it for this channel."));
    }

    public Task<WordPressAnswer<T>> GetAsync<T>(string path, string query, CancellationToken ct) =>
        SendAsync<T>(HttpMethod.Get, path, query, null, Effect.Harmless, ct);

    public Task<WordPressAnswer<T>> PostAsync<T>(string path, object body, Effect effect, CancellationToken ct, string query = "") =>
        SendAsync<T>(HttpMethod.Post, path, query, new WireContent(JsonSerializer.SerializeToUtf8Bytes(body)), effect, ct);

    /// <summary>Moves to the trash where the site has one; never for good.</summary>
    public Task<WordPressAnswer<WordPressPost>> TrashAsync(string path, CancellationToken ct) =>
        SendAsync<WordPressPost>(HttpMethod.Delete, path, "", null, Effect.Irreversible, ct);

    /// <summary>Uploads the bytes of a picture. A raw body cannot carry an alt text: that follows as an update.</summary>
    public Task<WordPressAnswer<WordPressId>> UploadAsync(byte[] bytes, string fileName, string contentType, CancellationToken ct)
    {
        var content = new WireContent(bytes, new MediaTypeHeaderValue(contentType));
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"\"{AsciiName(fileName)}\"" };
        return SendAsync<WordPressId>(HttpMethod.Post, "media", "", content, Effect.Harmless, ct);
    }

    /// <summary>The same, with the number that WordPress gives in its X-WP-Total header.</summary>
    public async Task<long?> CountAsync(string path, string query, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, path, query);
        var exchange = await wire.SendAsync(request, Effect.Harmless, ct);
        return exchange.Ok && exchange.Headers.TryGetValue("X-WP-Total", out var total) && long.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;
    }

    private async Task<WordPressAnswer<T>> SendAsync<T>(HttpMethod method, string path, string query, WireContent? content, Effect effect, CancellationToken ct)
    {
        using var request = Request(method, path, query);
        request.Content = content;
        var exchange = await wire.SendAsync(request, effect, ct);
        if (!exchange.Ok)
        {
            var (outcome, code, termId) = WordPressFaults.Of(exchange with { Body = wire.Mask(exchange.Body) }, path, effect);
            return new WordPressAnswer<T>(default, outcome, exchange.Status, code, termId);
        }

        if (wire.DryRun)
        {
            return default(WordPressAnswer<T>) with { Value = DryRunAnswer<T>(), Status = 200 };
        }

        try
        {
            return new WordPressAnswer<T>(JsonSerializer.Deserialize<T>(exchange.Body), null, exchange.Status);
        }
        catch (JsonException)
        {
            return WordPressFaults.NotJson(exchange, effect);
        }
    }

    // A site behind a proxy that ends TLS may name itself http://: the password must not go there in the clear.
    private static string AsPrivate(Uri root, Uri site)
    {
        if (site.Scheme != Uri.UriSchemeHttps || root.Scheme == Uri.UriSchemeHttps)
        {
            return root.AbsoluteUri;
        }

        var port = root.Host.Equals(site.Host, StringComparison.OrdinalIgnoreCase) ? site.Port : root.IsDefaultPort ? -1 : root.Port;
        return new UriBuilder(root) { Scheme = Uri.UriSchemeHttps, Port = port == 443 ? -1 : port }.Uri.AbsoluteUri;
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string query)
    {
        var address = root + "wp/v2/" + path;
        if (query.Length > 0)
        {
            // Without pretty permalinks the route itself is a parameter.
            address += (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query;
        }

        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = credentials;
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        return request;
    }

    // What WordPress would say, as far as the next request needs it.
    private static T? DryRunAnswer<T>() => typeof(T) switch
    {
        var t when t == typeof(WordPressPost) => (T)(object)new WordPressPost(0, null, null, "draft", null),
        var t when t == typeof(WordPressId) => (T)(object)new WordPressId(0),
        var t when t == typeof(WordPressTerm) => (T)(object)new WordPressTerm(0, null, null),
        var t when t == typeof(IReadOnlyList<WordPressTerm>) => (T)(object)Array.Empty<WordPressTerm>(),
        var t when t == typeof(IReadOnlyList<WordPressPost>) => (T)(object)Array.Empty<WordPressPost>(),
        var t when t == typeof(IReadOnlyList<WordPressUser>) => (T)(object)new[] { new WordPressUser(0, null, null, null, null) },
        _ => default,
    };

    private static string AsciiName(string fileName)
    {
        var name = string.Concat(Path.GetFileName(fileName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-')).Trim('-', '.');
        return name.Length == 0 ? "picture" : name;
    }

    [GeneratedRegex("<([^>]+)>;\\s*rel=\"https://api\\.w\\.org/\"", RegexOptions.None, matchTimeoutMilliseconds: 500)]
    private static partial Regex RestLink();
}
