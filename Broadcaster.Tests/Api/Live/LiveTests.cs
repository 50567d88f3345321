using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Publishing.Channels;
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

    [Fact]
    public async Task Hub_PlanAndItsCeiling_ComeAsAPlanInAListAndAsHowFarItIs()
    {
        var plan = (await host.Services.GetRequiredService<CreatePlan>().ExecuteAsync(host.Core.CallerAs(Role.Editor), new PlanInput { Topic = "Bees", MaxCostUsd = 2 }, default)).Value;
        var messages = System.Threading.Channels.Channel.CreateUnbounded<JsonElement>();
        await using var hub = HubClient.For(new Uri(host.Address, "/hubs/live"), "Viewer");
        hub.On<JsonElement>("message", m => messages.Writer.TryWrite(m));
        await hub.StartAsync();
        await hub.InvokeAsync("Subscribe", $"plan:{plan.Id}");
        await hub.InvokeAsync("Subscribe", "workspace");

        host.Services.GetRequiredService<ILiveFeed>().Publish(new LiveEvent(plan.WorkspaceId, "plan.updated", plan.Id, DateTimeOffset.UnixEpoch));
        var updated = (await messages.Reader.ReadAsync().AsTask().WaitAsync(Patience, TimeProvider.System)).GetProperty("data");
        Assert.Equal(("Bees", "draft"), (updated.GetProperty("topic").GetString(), updated.GetProperty("status").GetString()));
        Assert.False(updated.TryGetProperty("draft", out _));
        Assert.False(updated.TryGetProperty("variants", out _));

        host.Services.GetRequiredService<ILiveFeed>().Publish(new LiveEvent(plan.WorkspaceId, "cost.warning", plan.Id, DateTimeOffset.UnixEpoch));
        JsonElement warning;
        do
        {
            warning = await messages.Reader.ReadAsync().AsTask().WaitAsync(Patience, TimeProvider.System);
        }
        while (warning.GetProperty("type").GetString() != "cost.warning");

        Assert.Equal(plan.Id, warning.GetProperty("data").GetProperty("planId").GetGuid());
        Assert.Equal(2, warning.GetProperty("data").GetProperty("plan").GetProperty("limitUsd").GetDecimal());
    }

    [Fact]
    public async Task Sse_TopicOfAPlan_TellsItsProgress()
    {
        var plan = (await host.Services.GetRequiredService<CreatePlan>().ExecuteAsync(host.Core.CallerAs(Role.Editor), new PlanInput { Topic = "Bees" }, default)).Value;
        using var client = host.ClientAs(Role.Viewer);
        using var response = await client.GetAsync($"/api/v1/live?topic=plan:{plan.Id}", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await reader.ReadLineAsync().WaitAsync(Patience, TimeProvider.System);

        host.Services.GetRequiredService<ILiveFeed>().Publish(
            new LiveEvent(plan.WorkspaceId, "plan.progress", plan.Id, DateTimeOffset.UnixEpoch) { Progress = new LiveProgress(35, "Writing", 1, 4) { Stage = "generate", Tokens = 100, CostUsd = 0.5m } });
        string? line;
        do
        {
            line = await reader.ReadLineAsync().WaitAsync(Patience, TimeProvider.System);
        }
        while (line is not null && !line.StartsWith("data: {", StringComparison.Ordinal));

        var told = JsonNode.Parse(line!["data: ".Length..])!;
        Assert.Equal((35, "generate", 0.5m), (told["data"]!["progress"]!.GetValue<int>(), told["data"]!["stage"]!.GetValue<string>(), told["data"]!["costUsd"]!.GetValue<decimal>()));
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
    public async Task Hub_WithoutCredentials_IsRefused()
    {
        await using var hub = HubClient.For(new Uri(host.Address, "/hubs/live"));

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync());

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
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
