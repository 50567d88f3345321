using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Foundation.Ai;

/// <summary>Models and money in the settings: set by the API, tested, and never giving a key back.</summary>
public sealed class AiSettingsTests
{
    private static readonly Dictionary<string, string?> Loopback = new() { ["Network:AllowedHosts:0"] = "127.0.0.1" };

    [Fact]
    public async Task Patch_ProviderKeyTasksAndCeilings_AreKeptAndTheKeyIsNotShown()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = await ApiHost.StartAsync(configuration: Loopback);
        using var client = host.ClientAs(Role.Admin);

        var patched = await client.PatchAsync("/api/v1/settings", JsonContent.Create(new
        {
            ai = new
            {
                provider = "openai", model = "gpt-4o-mini", openai = new { baseUrl = server.Url, apiKey = "sk-very-secret" },
                tasks = new { generate = new { model = "gpt-4o", maxTokens = 4000, temperature = 0.4, timeoutSeconds = 60 } }, voice = new { tone = "calm", language = "de" },
            },
            costs = new { dayLimit = 1.5, monthLimit = (decimal?)null, prices = new[] { new { model = "local", inputPerMillion = 0, outputPerMillion = 0 } } },
            research = new { firecrawlApiKey = "fc-secret" },
        }));

        var text = await patched.Content.ReadAsStringAsync();
        Assert.True(patched.IsSuccessStatusCode, text);
        var ai = JsonNode.Parse(text)!["ai"]!;
        Assert.True(ai["ready"]!.GetValue<bool>());
        Assert.Equal("apiKey", ai["openai"]!["secretsSet"]![0]!.GetValue<string>());
        Assert.Equal("gpt-4o", ai["tasks"]!["generate"]!["model"]!.GetValue<string>());
        Assert.Equal(1.5m, JsonNode.Parse(text)!["costs"]!["dayLimit"]!.GetValue<decimal>());
        Assert.DoesNotContain("secret\"", text.Replace("secretsSet\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-very-secret", await client.GetStringAsync("/api/v1/audit"), StringComparison.Ordinal);
        await using var db = host.Core.Database.OpenUnscoped();
        Assert.DoesNotContain("sk-very-secret", (await db.Workspaces.FirstAsync(w => w.Id == host.Core.Workspace.Id)).Secrets!, StringComparison.Ordinal);

        var test = JsonNode.Parse(await (await client.PostAsJsonAsync("/api/v1/settings/test-connection", new { target = "ai" })).Content.ReadAsStringAsync())!;
        Assert.True(test["ok"]!.GetValue<bool>(), test.ToJsonString());
        Assert.Contains("gpt-4o-mini", test["models"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0.15m, test["price"]!["inputPerMillion"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Patch_ShortFields_AreTheChosenProviders()
    {
        await using var host = await ApiHost.StartAsync(configuration: Loopback);
        using var client = host.ClientAs(Role.Admin);

        var patched = await client.PatchAsync("/api/v1/settings", JsonContent.Create(new { ai = new { provider = "anthropic", apiKey = "sk-ant-1", model = "claude-sonnet-4-5" } }));

        var ai = JsonNode.Parse(await patched.Content.ReadAsStringAsync())!["ai"]!;
        Assert.Equal("apiKey", ai["anthropic"]!["secretsSet"]![0]!.GetValue<string>());
        Assert.Empty(ai["openai"]!["secretsSet"]!.AsArray());
        Assert.True(ai["ready"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("""{ "ai": { "openai": { "baseUrl": "http://169.254.169.254/v1" } } }""", "ai.openai.baseUrl")]
    [InlineData("""{ "ai": { "openai": { "baseUrl": "nonsense" } } }""", "ai.openai.baseUrl")]
    [InlineData("""{ "ai": { "tasks": { "generate": { "maxTokens": 1 } } } }""", "ai.tasks.generate.maxTokens")]
    [InlineData("""{ "ai": { "tasks": { "sing": {} } } }""", "ai.tasks.sing")]
    [InlineData("""{ "ai": { "provider": "oracle" } }""", "ai.provider")]
    [InlineData("""{ "costs": { "dayLimit": -1 } }""", "costs.dayLimit")]
    [InlineData("""{ "costs": { "prices": [{ "model": "x" }] } }""", "costs.prices")]
    public async Task Patch_WrongValue_IsRefusedUnderItsPath(string patch, string path)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs(Role.Admin);

        var answer = await client.PatchAsync("/api/v1/settings", new StringContent(patch, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]![path]);
    }
}
