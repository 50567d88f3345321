using System.Net;
using System.Net.Http.Json;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Api.Common;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Api.Channels;

public sealed class ChannelEndpointsTests : IAsyncLifetime
{
    private const string Secret = "s3cret-never-shown";
    private ApiHost host = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        host = await ApiHost.StartAsync();
        client = host.ClientAs(Role.Admin);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Channel_ThroughItsWholeLife_NeverShowsItsSecret()
    {
        using var created = await client.PostAsJsonAsync("/api/v1/channels", new { connector = "test", name = "Blog", settings = new { signature = "Yours", token = Secret } });
        var channel = await created.JsonAsync();
        var path = created.Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal($"/api/v1/channels/{channel["id"]}", path);
        Assert.Equal("\"1\"", created.Headers.ETag!.Tag);
        Assert.Equal("token", channel["secretsSet"]![0]!.GetValue<string>());
        Assert.Equal("""{"signature":"Yours"}""", channel["settings"]!.ToJsonString());
        Assert.Equal("ok", channel["health"]!.GetValue<string>());

        var answers = new List<HttpResponseMessage>
        {
            created,
            await client.GetAsync(path),
            await client.GetAsync("/api/v1/channels"),
            await client.PostAsync(path + "/test", null),
            await client.PostAsync(path + "/pause", null),
            await client.PostAsync(path + "/resume", null),
            await client.PostAsync(path + "/reconnect", null),
            await client.PutAsJsonAsync(path, new { name = "Blog", settings = new { signature = "Ours" } }),
        };
        Assert.All(answers, a => Assert.True(a.IsSuccessStatusCode, a.RequestMessage!.RequestUri!.ToString()));
        foreach (var answer in answers)
        {
            Assert.DoesNotContain(Secret, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var deleted = await client.DeleteAsync(path);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await (await client.GetAsync(path)).ProblemAsync(404, "channel.not_found");
    }

    [Fact]
    public async Task Put_StaleIfMatch_Is412WithTheCurrentVersion()
    {
        using var created = await client.PostAsJsonAsync("/api/v1/channels", new { connector = "test", name = "Blog", settings = new { } });
        var path = created.Headers.Location!.ToString();
        await client.PutAsJsonAsync(path, new { name = "Blog 2" });
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(new { name = "Blog 3" }) };
        request.Headers.TryAddWithoutValidation("If-Match", created.Headers.ETag!.Tag);

        var problem = await (await client.SendAsync(request)).ProblemAsync(412, "channel.stale");

        Assert.Equal(2, problem["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task Post_WrongSettings_Is422ByField()
    {
        using var response = await client.PostAsJsonAsync("/api/v1/channels", new { connector = "webhook", name = "Hook", settings = new { url = "not an address" } });

        var problem = await response.ProblemAsync(422, "channel.invalid_settings");
        Assert.NotNull(problem["errors"]!["settings.url"]);
    }

    [Fact]
    public async Task Connectors_List_HasSchemasWithSecretsMarked()
    {
        var page = await (await client.GetAsync("/api/v1/connectors")).JsonAsync();

        var test = page["items"]!.AsArray().Single(c => c!["id"]!.GetValue<string>() == "test")!;
        Assert.Equal("idempotent_key", test["guarantee"]!.GetValue<string>());
        Assert.True(test["settingsSchema"]!["properties"]!["token"]!["writeOnly"]!.GetValue<bool>());
        Assert.Empty(test["engagement"]!.AsArray());
        Assert.Equal(280, test["limits"]!["body"]!.GetValue<int>());
    }
}
