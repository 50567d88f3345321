using System.Net;
using System.Net.Http.Json;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Api.Common;
using Broadcaster.Tests.Publishing.Connectors;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Api.Settings;

public sealed class TestConnectionTests : IAsyncLifetime
{
    private ApiHost host = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        host = await ApiHost.StartAsync(configuration: new Dictionary<string, string?> { ["Network:AllowPrivateAddresses"] = "true" });
        client = host.ClientAs(Role.Admin);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Smtp_SettingsOrASavedChannel_AreTriedByTheirServersAnswer()
    {
        await using var server = new ScriptedSmtpServer();
        var settings = new { host = "127.0.0.1", port = server.Port, security = "none", from = "news@example.org", recipients = new[] { "ada@example.org" } };
        var channel = await host.Core.AddChannelAsync("email", System.Text.Json.JsonSerializer.Serialize(settings));

        var entered = await TestAsync(new { target = "smtp", settings });
        var saved = await TestAsync(new { target = "smtp", channelId = channel.Id });
        var nobody = await TestAsync(new { target = "smtp", settings = settings with { port = 1 } });

        Assert.Equal(("smtp", true, "127.0.0.1"), entered);
        Assert.Equal(("smtp", true, "127.0.0.1"), saved);
        Assert.False(nobody.Ok);
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("""{ "target": "smtp" }""", "channelId")]
    [InlineData("""{ "target": "fax" }""", "target")]
    [InlineData("{}", "target")]
    [InlineData("""{ "target": "smtp", "settings": { "from": "nobody" } }""", "settings.host")]
    public async Task Target_ThatCannotBeTried_IsRefusedByName(string body, string field)
    {
        using var answer = await client.PostAsync("/api/v1/settings/test-connection", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.JsonAsync())["errors"]![field]);
    }

    private async Task<(string Target, bool Ok, string? Account)> TestAsync(object body)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/settings/test-connection", body);
        var test = await answer.JsonAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, test.ToJsonString());
        return (test["target"]!.GetValue<string>(), test["ok"]!.GetValue<bool>(), test["account"]?.GetValue<string>());
    }
}
