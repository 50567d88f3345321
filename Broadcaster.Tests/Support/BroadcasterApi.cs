using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Broadcaster.Tests.Support;

/// <summary>A small client of the API: JSON in, JSON out, and a failed test where the answer is not the expected one.</summary>
public sealed class BroadcasterApi : IDisposable
{
    public BroadcasterApi(Uri address, string token)
    {
        Http = new HttpClient { BaseAddress = address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public HttpClient Http { get; }

    public Task<JsonObject> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, HttpStatusCode.OK);

    public Task<JsonObject> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, body, HttpStatusCode.OK);

    public Task<JsonObject> PostAsync(string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        SendAsync(HttpMethod.Post, path, body, expected);

    /// <summary>Makes something; answers what was made.</summary>
    public Task<JsonObject> CreateAsync(string path, object body) => PostAsync(path, body, HttpStatusCode.Created);

    /// <summary>Adds a channel; answers its id.</summary>
    public async Task<Guid> AddChannelAsync(string connector, object settings, int? maxConcurrency = null) =>
        (await CreateAsync("channels", new { connector, name = $"{connector} {Guid.NewGuid():N}", settings, maxConcurrency })).Id();

    /// <summary>Writes a piece and publishes it now; answers the jobs' ids, in the order of the channels.</summary>
    public async Task<IReadOnlyList<Guid>> PublishAsync(params IReadOnlyList<Guid> channels)
    {
        var content = await CreateAsync("content", new { title = $"News {Guid.NewGuid():N}", body = "Something *happened* today." });
        var published = await PostAsync($"content/{content.Id()}/publish", new { channelIds = channels });
        return [.. channels.Select(c => published["jobs"]!.AsArray().Single(j => j!["channelId"]!.GetValue<Guid>() == c)!.AsObject().Id())];
    }

    public Task<JsonObject> JobAsync(Guid id) => GetAsync($"jobs/{id}");

    /// <summary>Waits until the job has this status; answers it with its attempts.</summary>
    public Task<JsonObject> JobOnceAsync(Guid id, string status)
    {
        JsonObject? last = null;
        return Eventually.GetAsync(
            async () => (last = await JobAsync(id)).Text("status") == status ? last : null,
            () => $"The job never became {status}: {last}");
    }

    /// <summary>How many jobs have one of these statuses (comma-separated).</summary>
    public async Task<int> CountJobsAsync(string statuses, string connector) =>
        (await GetAsync($"jobs?status={statuses}&connector={connector}&pageSize=1"))["total"]!.GetValue<int>();

    public void Dispose() => Http.Dispose();

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, object? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(
            response.StatusCode == expected,
            string.Create(CultureInfo.InvariantCulture, $"{method} {path}: {(int)response.StatusCode} instead of {(int)expected}: {text}"));
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }
}

/// <summary>Reads answers of the API.</summary>
public static class ApiAnswers
{
    public static Guid Id(this JsonObject thing) => thing["id"]!.GetValue<Guid>();

    public static string? Text(this JsonObject thing, string name) => thing[name]?.GetValue<string>();

    public static DateTimeOffset? Time(this JsonObject thing, string name) => thing[name]?.GetValue<DateTimeOffset>();

    public static IReadOnlyList<JsonObject> Items(this JsonObject thing, string name = "items") => [.. thing[name]!.AsArray().Select(i => i!.AsObject())];
}
