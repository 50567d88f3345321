using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcaster.Core.Channels;
using Broadcaster.Core.Live;
using Broadcaster.Core.Workspaces;
using Broadcaster.Tests.Api.Common;
using Broadcaster.Tests.Support;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Api.Live;

public sealed class LiveTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private ApiHost host = null!;

    public async Task InitializeAsync() => host = await ApiHost.StartAsync(realServer: true);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Hub_ChangeOfAChannel_ComesWithTheResource()
    {
        var channel = await host.Core.AddChannelAsync(name: "Blog");
        var messages = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = HubClient.For(new Uri(host.Address, "/hubs/live"), "Viewer");
        hub.On<JsonElement>("message", m => messages.TrySetResult(m));
        await hub.StartAsync();
        await hub.InvokeAsync("Subscribe", "workspace");

        await PauseAsync(channel.Id);
        var message = await messages.Task.WaitAsync(Patience, TimeProvider.System);

        Assert.Equal("channel.updated", message.GetProperty("type").GetString());
        Assert.Equal(channel.Id, message.GetProperty("id").GetGuid());
        Assert.EndsWith("Z", message.GetProperty("at").GetString(), StringComparison.Ordinal);
        Assert.Equal("paused", message.GetProperty("data").GetProperty("health").GetString());
        Assert.False(message.GetProperty("data").TryGetProperty("secrets", out _));
    }

    [Fact]
    public async Task Hub_Progress_ComesWithoutTheDatabase()
    {
        var content = await host.Core.AddContentAsync();
        var messages = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = HubClient.For(new Uri(host.Address, "/hubs/live"), "Viewer");
        hub.On<JsonElement>("message", m => messages.TrySetResult(m));
        await hub.StartAsync();
        await hub.InvokeAsync("Subscribe", $"content:{content.Id}");

        host.Services.GetRequiredService<ILiveFeed>().Publish(
            new LiveEvent(content.WorkspaceId, "job.progress", Guid.NewGuid(), DateTimeOffset.UnixEpoch, content.Id, new LiveProgress(40, "Uploading media", 2, 5)));
        var message = await messages.Task.WaitAsync(Patience, TimeProvider.System);

        Assert.Equal("""{"progress":40,"currentStep":"Uploading media","completedSteps":2,"totalSteps":5}""", message.GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("job:7")]
    [InlineData("member:{0}")]
    [InlineData("content:{0}")]
    [InlineData("job:{0}")]
    public async Task Hub_TopicThatIsNotTheirs_IsRefused(string topic)
    {
        var elsewhere = await host.Core.AddWorkspaceAsync("elsewhere");
        var stranger = await host.Core.AddMemberAsync(Role.Owner, "Stranger", elsewhere);
        var foreign = await host.Core.AddContentAsync(author: stranger);
        await using var hub = HubClient.For(new Uri(host.Address, "/hubs/live"), "Owner");
        await hub.StartAsync();

        var refused = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Subscribe", topic.Replace("{0}", foreign.Id.ToString(), StringComparison.Ordinal)));

        Assert.Contains("opic", refused.Message + "topic", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hub_Unsubscribed_HearsNothingMore()
    {
        var channel = await host.Core.AddChannelAsync(name: "Blog");
        var heard = 0;
        await using var hub = HubClient.For(new Uri(host.Address, "/hubs/live"), "Viewer");
        hub.On<JsonElement>("message", _ => heard++);
        await hub.StartAsync();
        await hub.InvokeAsync("Subscribe", "workspace");
        await hub.InvokeAsync("Unsubscribe", "workspace");

        await PauseAsync(channel.Id);
        await hub.InvokeAsync("Unsubscribe", "workspace");

        Assert.Equal(0, heard);
    }

    [Fact]
    public async Task Hub_WithoutCredentials_IsClosed()
    {
        await using var hub = HubClient.For(new Uri(host.Address, "/hubs/live"));

        await Assert.ThrowsAnyAsync<Exception>(() => hub.StartAsync());
    }

    [Fact]
    public async Task Stream_ChangeOfAPiece_IsAnEventWithIdAndData()
    {
        var channel = await host.Core.AddChannelAsync(name: "Blog");
        using var client = host.ClientAs(Role.Viewer);
        using var response = await client.GetAsync("/api/v1/live?topic=workspace", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("retry: 2000", await ReadLineAsync(reader));
        Assert.Equal("", await ReadLineAsync(reader));

        await PauseAsync(channel.Id);

        Assert.StartsWith("id: ", await ReadLineAsync(reader), StringComparison.Ordinal);
        var data = await ReadLineAsync(reader);
        Assert.StartsWith("data: ", data, StringComparison.Ordinal);
        var message = JsonNode.Parse(data!["data: ".Length..])!;
        Assert.Equal("channel.updated", message["type"]!.GetValue<string>());
        Assert.Equal("Blog", message["data"]!["name"]!.GetValue<string>());
        Assert.Equal("", await ReadLineAsync(reader));
    }

    [Fact]
    public async Task Stream_ForeignOrUnknownTopic_IsAProblem()
    {
        using var client = host.ClientAs(Role.Viewer);

        await (await client.GetAsync("/api/v1/live?topic=everything")).ProblemAsync(400, "request.invalid");
        await (await client.GetAsync($"/api/v1/live?topic=content:{Guid.NewGuid()}")).ProblemAsync(404, "content.not_found");
    }

    private static Task<string?> ReadLineAsync(StreamReader reader) => reader.ReadLineAsync().WaitAsync(Patience, TimeProvider.System);

    private async Task PauseAsync(Guid channelId)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var paused = await scope.ServiceProvider.GetRequiredService<PauseChannel>().ExecuteAsync(host.Core.CallerAs(Role.Admin), channelId, default);
        Assert.True(paused.Ok);
    }
}
