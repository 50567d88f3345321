using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Data.Postgres;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Publishing;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Broadcaster.Tests.Foundation.Live;

/// <summary>Two nodes on one PostgreSQL tell each other what happens and when to look.</summary>
public sealed class PostgresRelayTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Node first = null!;
    private Node second = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync(DatabaseProvider.Postgres, TimeProvider.System);
        first = new Node(app, "first");
        second = new Node(app, "second");
        await first.Registry.BeatAsync(default);
        await second.Registry.BeatAsync(default);
        await first.Registry.BeatAsync(default);
        await first.Relay.StartAsync(default);
        await second.Relay.StartAsync(default);
        await BothListenAsync();
    }

    public async Task DisposeAsync()
    {
        await first.Relay.StopAsync(default);
        await second.Relay.StopAsync(default);
        first.Relay.Dispose();
        second.Relay.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Event_OnOneNode_ReachesTheOtherOnceAndDoesNotComeBack()
    {
        var here = first.Hears(app.Workspace.Id, 3);
        var heard = second.Hears(app.Workspace.Id, 2);
        var progress = new LiveProgress(40, "Publishing", 1, 2);
        var sent = new[]
        {
            new LiveEvent(app.Workspace.Id, "job.progress", Guid.NewGuid(), app.Clock.GetUtcNow(), Guid.NewGuid(), progress),
            new LiveEvent(app.Workspace.Id, "channel.updated", Guid.NewGuid(), app.Clock.GetUtcNow()),
        };

        foreach (var change in sent)
        {
            first.Feed.Publish(change);
        }

        Assert.Equal(sent, await heard.Soon());
        var back = new LiveEvent(app.Workspace.Id, "channel.updated", Guid.NewGuid(), app.Clock.GetUtcNow());
        second.Feed.Publish(back);
        Assert.Equal([.. sent, back], await here.Soon());
    }

    [Fact]
    public async Task Events_Thousands_AllArrive()
    {
        const int Many = 2000;
        var heard = second.Hears(app.Workspace.Id, Many);

        for (var i = 0; i < Many; i++)
        {
            first.Feed.Publish(new LiveEvent(app.Workspace.Id, "job.updated", Guid.NewGuid(), app.Clock.GetUtcNow(), Guid.NewGuid()));
        }

        Assert.Equal(Many, (await heard.Soon()).Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task WakeUp_OnOneNode_ArmsTheOther()
    {
        var armed = new TaskCompletionSource<DateTimeOffset>(TaskCreationOptions.RunContinuationsAsynchronously);
        second.WakeUps.Timer = armed.SetResult;
        var instant = app.Clock.GetUtcNow().AddMinutes(5);

        first.WakeUps.At(instant);

        Assert.Equal(instant, await armed.Task.Soon());
    }

    [Fact]
    public async Task Messages_LongerThanAPayload_AllArriveAndWakeUpsAmongThem()
    {
        var armed = new TaskCompletionSource<DateTimeOffset>(TaskCreationOptions.RunContinuationsAsynchronously);
        second.WakeUps.Timer = armed.SetResult;
        var heard = second.Hears(app.Workspace.Id, 25);
        var step = new string('é', 100);
        var instant = app.Clock.GetUtcNow().AddMinutes(5);

        // All in one batch: the first, alone, is on its way when they come, or they are with it.
        LiveEvent[] sent = [.. Enumerable.Range(0, 24).Select(i => new LiveEvent(app.Workspace.Id, "job.progress", Guid.NewGuid(), app.Clock.GetUtcNow(), Guid.NewGuid(), new LiveProgress(i, step, 1, 3)))];
        for (var i = 0; i < sent.Length; i++)
        {
            first.Feed.Publish(sent[i]);
            if (i == 12)
            {
                first.WakeUps.At(instant);
            }
        }

        var tooLong = new LiveEvent(app.Workspace.Id, "job.progress", Guid.NewGuid(), app.Clock.GetUtcNow(), Guid.NewGuid(), new LiveProgress(1, new string('x', 9000), 1, 3));
        first.Feed.Publish(tooLong);

        var all = await heard.Soon();
        Assert.Equal(sent.Append(tooLong with { Progress = null }).ToHashSet(), all.ToHashSet());
        Assert.Equal(instant, await armed.Task.Soon());
    }

    [Fact]
    public async Task Connection_Cut_IsMadeAnew()
    {
        Assert.Equal(2, await ListenersAsync(", pg_terminate_backend(pid)"));
        await BothListenAsync();
        var heard = second.Hears(app.Workspace.Id, 1);
        var change = new LiveEvent(app.Workspace.Id, "channel.updated", Guid.NewGuid(), app.Clock.GetUtcNow());

        first.Feed.Publish(change);

        Assert.Equal([change], await heard.Soon());
    }

    [Fact]
    public async Task Stopped_NoConnectionGoesOnListening()
    {
        await second.Relay.StopAsync(default);

        await Eventually.TrueAsync(async () => await ListenersAsync() == 1, () => "A connection listens for nobody.");
    }

    [Fact]
    public async Task Alone_NobodyIsTold()
    {
        await second.Relay.StopAsync(default);
        await second.Registry.LeaveAsync(default);
        await first.Registry.BeatAsync(default);
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var connection = await app.Get<NpgsqlDataSource>().OpenConnectionAsync();
        connection.Notification += (_, e) => heard.TrySetResult(e.Payload);
        await RunAsync(connection, "LISTEN broadcaster");

        var alone = new LiveEvent(app.Workspace.Id, "channel.updated", Guid.NewGuid(), app.Clock.GetUtcNow());
        var together = alone with { Id = Guid.NewGuid() };
        first.Feed.Publish(alone);
        Assert.Equal(1, first.Registry.Count);
        first.Registry.Met();
        first.Feed.Publish(together);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        await connection.WaitAsync(patience.Token);

        var told = await heard.Task.Soon();
        Assert.Contains(together.Id.ToString(), told, StringComparison.Ordinal);
        Assert.DoesNotContain(alone.Id.ToString(), told, StringComparison.Ordinal);
    }

    private Task BothListenAsync() => Eventually.TrueAsync(async () => await ListenersAsync() == 2, () => "The two nodes do not listen.");

    // The last statement of a connection that listens stays "LISTEN": nothing else runs on it.
    private async Task<int> ListenersAsync(string also = "")
    {
        await using var command = app.Get<NpgsqlDataSource>().CreateCommand($"SELECT pid{also} FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'");
        await using var reader = await command.ExecuteReaderAsync();
        var count = 0;
        while (await reader.ReadAsync())
        {
            count++;
        }

        return count;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Node
    {
        public Node(TestApp app, string name)
        {
            var info = new NodeInfo(Options.Create(new PublishingOptions { NodeName = name }));
            Feed = new LiveFeed(app.Clock, NullLogger<LiveFeed>.Instance);
            WakeUps = new WakeUps(new DispatchSignal(), app.Clock);
            Registry = new NodeRegistry(app.Database, info, app.Clock);
            Relay = new PostgresRelay(app.Get<NpgsqlDataSource>(), app.Services.GetRequiredKeyedService<NpgsqlDataSource>(PostgresDataSource.Listening), Feed, WakeUps, info, Registry, app.Clock, NullLogger<PostgresRelay>.Instance);
        }

        public LiveFeed Feed { get; }

        public WakeUps WakeUps { get; }

        public NodeRegistry Registry { get; }

        public PostgresRelay Relay { get; }

        /// <summary>The next so many events of the workspace.</summary>
        public async Task<IReadOnlyList<LiveEvent>> Hears(Guid workspaceId, int count)
        {
            var all = new List<LiveEvent>();
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var subscription = Feed.Subscribe(LiveTopic.Workspace(workspaceId), batch =>
            {
                all.AddRange(batch);
                if (all.Count >= count)
                {
                    enough.TrySetResult();
                }

                return Task.CompletedTask;
            });
            await enough.Task;
            return all;
        }
    }
}
