using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Publishing;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcaster.Tests.Foundation.Nodes;

public abstract class NodeRegistryTests(DatabaseProvider provider) : IAsyncLifetime
{
    private TestApp app = null!;
    private NodeRegistry first = null!;
    private NodeRegistry second = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync(provider, new FakeTime());
        first = Registry("first");
        second = Registry("second");
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Beat_Others_AreCountedWhileTheyLive()
    {
        await first.BeatAsync(default);
        Assert.Equal(1, first.Count);
        await second.BeatAsync(default);
        await first.BeatAsync(default);
        Assert.Equal((2, 2), (first.Count, second.Count));

        app.Time.Advance(TimeSpan.FromSeconds(46));
        await first.BeatAsync(default);

        Assert.Equal(1, first.Count);
        Assert.Equal(["first", "second"], (await NodesAsync()).Select(n => n.Name));
    }

    [Fact]
    public async Task Beat_GoneForADay_IsForgotten()
    {
        await second.BeatAsync(default);
        app.Time.Advance(TimeSpan.FromHours(25));

        await first.BeatAsync(default);

        Assert.Equal("first", Assert.Single(await NodesAsync()).Name);
    }

    [Fact]
    public async Task Beat_Again_KeepsTheStartAndTheCanary()
    {
        var began = app.Clock.GetUtcNow();
        await first.SingAsync(default);
        app.Time.Advance(TimeSpan.FromSeconds(10));

        await first.BeatAsync(default);

        var node = Assert.Single(await NodesAsync());
        Assert.Equal((began, began.AddSeconds(10), (DateTimeOffset?)began), (node.StartedAt, node.LastSeenAt, node.CanaryAt));
    }

    [Fact]
    public async Task Sing_TheLatestOfAllNodes_Counts()
    {
        Assert.Null(await first.LastCanaryAsync(default));
        await first.SingAsync(default);
        app.Time.Advance(TimeSpan.FromSeconds(15));
        await second.SingAsync(default);

        Assert.Equal(app.Clock.GetUtcNow(), await first.LastCanaryAsync(default));
    }

    [Fact]
    public async Task Sing_AndBeatAtOnce_LeaveOneRow()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => i % 2 == 0 ? first.BeatAsync(default) : first.SingAsync(default))));

        Assert.Equal("first", Assert.Single(await NodesAsync()).Name);
    }

    [Fact]
    public async Task Leave_TakesItselfOffTheList()
    {
        await first.BeatAsync(default);
        await second.BeatAsync(default);

        await first.LeaveAsync(default);
        await second.BeatAsync(default);

        Assert.Equal(1, second.Count);
        Assert.Equal("second", Assert.Single(await NodesAsync()).Name);
    }

    [Fact]
    public async Task Met_NewsOfAnother_CountsUntilTheNextBeat()
    {
        first.Met();
        Assert.Equal(2, first.Count);

        await first.BeatAsync(default);

        Assert.Equal(1, first.Count);
    }

    private NodeRegistry Registry(string name) => new(app.Database, new NodeInfo(Options.Create(new PublishingOptions { NodeName = name })), app.Clock);

    private async Task<List<EngineNode>> NodesAsync()
    {
        await using var db = app.Database.OpenUnscoped();
        return await db.EngineNodes.AsNoTracking().OrderBy(n => n.Name).ToListAsync();
    }
}

public sealed class SqliteNodeRegistryTests() : NodeRegistryTests(DatabaseProvider.Sqlite);

public sealed class PostgresNodeRegistryTests() : NodeRegistryTests(DatabaseProvider.Postgres);
