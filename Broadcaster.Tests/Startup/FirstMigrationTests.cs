using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Startup;

/// <summary>What the real program answers while its first migration runs, over a real socket.</summary>
public abstract class FirstMigrationTests(DatabaseProvider provider) : IAsyncLifetime
{
    private HeldStart held = null!;

    public async Task InitializeAsync() => held = await HeldStart.StartAsync(provider);

    public async Task DisposeAsync() => await held.DisposeAsync();

    [Fact]
    public async Task Requests_WhileItRuns_AreToldSoEachInItsForm_AndServedAfterIt()
    {
        // All at once: what the database is needed for is held for a moment first.
        var live = SendAsync("/healthz/live");
        var ready = SendAsync("/healthz/ready");
        var programs = new[] { "/api/v1/content", "/api/v1/live?topic=workspace", "/hubs/live", "/openapi/v1.json" }.Select(path => SendAsync(path)).ToList();
        var write = SendAsync("/api/v1/content", HttpMethod.Post, new StringContent("""{ "title": "Early" }""", Encoding.UTF8, "application/json"));
        var socket = SendAsync("/hubs/live/negotiate?negotiateVersion=1", HttpMethod.Post);
        var pages = new[] { "/", "/setup", "/signin", $"/w/{BroadcasterApp.Workspace}/content", "/api" }.Select(path => SendAsync(path, accept: "text/html,*/*")).ToList();
        var form = SendAsync("/signin", HttpMethod.Post, new FormUrlEncodedContent([new("email", BroadcasterApp.AdminEmail)]), "text/html");
        var sites = new[] { $"/site/{BroadcasterApp.Workspace}", $"/site/{BroadcasterApp.Workspace}/a-piece", "/u/token" }.Select(path => SendAsync(path, accept: "text/html")).ToList();
        var feed = SendAsync($"/site/{BroadcasterApp.Workspace}/feed.xml");
        var files = new[] { "/app.css", "/site.css", "/js/starting.js", "/favicon.svg", "/_framework/blazor.web.js" }.Select(path => SendAsync(path)).ToList();

        Assert.Equal(HttpStatusCode.OK, (await live).Status);
        var health = await ready;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.Status);
        Assert.Equal("Starting. The database is being prepared.", health.Json["checks"]!["start"]!["description"]!.GetValue<string>());
        Assert.Single(health.Json["checks"]!.AsObject());

        Assert.All(await Task.WhenAll([.. programs, write, socket]), answer =>
        {
            NotNow(answer, "application/problem+json");
            Assert.Equal("server.starting", answer.Json.Text("code"));
            Assert.Equal("Broadcaster is starting. The database is being prepared.", answer.Json.Text("detail"));
        });
        Assert.All(await Task.WhenAll([.. pages, form]), answer =>
        {
            NotNow(answer, "text/html");
            Assert.Contains("<h1>Broadcaster is starting</h1>", answer.Body, StringComparison.Ordinal);
            Assert.Contains("The database is being prepared.", answer.Body, StringComparison.Ordinal);
        });
        Assert.All(await Task.WhenAll(sites), answer =>
        {
            NotNow(answer, "text/html");
            Assert.Contains("Back in a moment", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("Broadcaster", answer.Body, StringComparison.Ordinal);
        });
        NotNow(await feed, "text/plain");
        Assert.All(await Task.WhenAll(files), file => Assert.Equal(HttpStatusCode.OK, file.Status));

        await held.LetGoAsync();

        Assert.Equal(HttpStatusCode.OK, (await SendAsync("/api/v1/content")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync($"/site/{BroadcasterApp.Workspace}")).Status);
        await Eventually.TrueAsync(async () => (await SendAsync("/healthz/ready")).Status == HttpStatusCode.OK, () => "It never became ready.");
    }

    private static void NotNow(Answer answer, string type)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(type, answer.Type?.MediaType);
        Assert.True(answer.ComesAgain?.Delta > TimeSpan.Zero);
        Assert.DoesNotContain("   at ", answer.Body, StringComparison.Ordinal);
    }

    // With a session and a token, which nobody can look up yet.
    private async Task<Answer> SendAsync(string path, HttpMethod? method = null, HttpContent? content = null, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path) { Content = content };
        request.Headers.Accept.ParseAdd(accept);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", BroadcasterApp.Token);
        request.Headers.Add("Cookie", "broadcaster.session=CfDJ8; theme=dark");
        using var response = await held.Client.SendAsync(request);
        return new Answer(response.StatusCode, response.Content.Headers.ContentType, response.Headers.RetryAfter, await response.Content.ReadAsStringAsync());
    }

    private sealed record Answer(HttpStatusCode Status, MediaTypeHeaderValue? Type, RetryConditionHeaderValue? ComesAgain, string Body)
    {
        public JsonObject Json => JsonNode.Parse(Body)!.AsObject();
    }
}

public sealed class SqliteFirstMigrationTests() : FirstMigrationTests(DatabaseProvider.Sqlite);

public sealed class PostgresFirstMigrationTests() : FirstMigrationTests(DatabaseProvider.Postgres);
