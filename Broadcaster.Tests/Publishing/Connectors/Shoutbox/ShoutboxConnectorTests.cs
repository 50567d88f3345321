using System.Text.Json;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Contracts.Settings;
using Broadcaster.Tests.Architecture;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Publishing.Connectors.Shoutbox;

/// <summary>The example of docs/adding-a-connector.md: it is compiled here, it works, and the page shows exactly it.</summary>
public sealed class ShoutboxConnectorTests
{
    [Fact]
    public async Task Publish_OneLineOfRegistration_IsAllItTakes()
    {
        await using var harness = await ConnectorHarness.StartAsync(services => services.AddSingleton<IConnector, ShoutboxConnector>());
        await using var server = new ScriptedHttpServer(_ => new HttpReply(201, "{}"));
        var settings = harness.Bind("shoutbox", JsonSerializer.Serialize(new { url = server.Url }), """{"token":"shout-token-1"}""");

        Assert.IsType<PublishOutcome.Succeeded>(await harness.PublishAsync("shoutbox", settings));
        Assert.Equal("{\"text\":\"Some text.\"}", Assert.Single(server.Calls).Text);
        Assert.DoesNotContain("shout-token-1", JsonSerializer.Serialize(harness.Wire.Captures), StringComparison.Ordinal);
        Assert.Contains(harness.Connector("shoutbox").Validate(harness.Content(body: new string('x', 281)), settings), p => p.Field == "body");
    }

    [Fact]
    public async Task Settings_Incomplete_AreNamedByField()
    {
        await using var harness = await ConnectorHarness.StartAsync(services => services.AddSingleton<IConnector, ShoutboxConnector>());
        var bound = ConnectorSettings.Bind(harness.Connector("shoutbox"), """{"url":"ftp://x"}""", null);
        Assert.Equal(["token", "url"], bound.Error!.Fields.Keys.Order());
    }

    [Theory]
    [InlineData("ShoutboxSettings.cs")]
    [InlineData("ShoutboxConnector.cs")]
    public void Page_Code_IsWhatIsCompiledHere(string file)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "adding-a-connector.md")).ReplaceLineEndings("\n");
        var code = File.ReadAllText(Path.Combine(Repository.Root, "Broadcaster.Tests", "Publishing", "Connectors", "Shoutbox", file)).ReplaceLineEndings("\n")
            .Replace("namespace Broadcaster.Tests.Publishing.Connectors.Shoutbox;", "namespace Broadcaster.Core.Publishing.Connectors.Shoutbox;", StringComparison.Ordinal);
        Assert.Contains($"```csharp\n{code}```", page);
    }
}
