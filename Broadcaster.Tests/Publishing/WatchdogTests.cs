using Broadcaster.Core.Channels;
using Broadcaster.Core.Data;
using Broadcaster.Core.Live;
using Broadcaster.Core.Publishing;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Publishing;

public abstract class WatchdogTests(DatabaseProvider provider) : IAsyncLifetime
{
    private TestApp app = null!;
    private Channel channel = null!;
    private Watchdog watchdog = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync(provider, new FakeTime());
        channel = await app.AddChannelAsync();
        watchdog = app.Get<Watchdog>();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Look_DueForAMinuteAndNotStarted_AlarmsItsWorkspaceOnce()
    {
        var alarms = new List<LiveEvent>();
        app.Get<LiveFeed>().Published += e => alarms.AddRange(e.Type == "alert.updated" ? [e] : []);
        await app.AddJobAsync(channel);
        app.Time.Advance(TimeSpan.FromSeconds(60));
        await watchdog.LookAsync(default);
        Assert.Equal((0, 0), (watchdog.Overdue, alarms.Count));

        app.Time.Advance(TimeSpan.FromSeconds(1));
        await watchdog.LookAsync(default);
        await watchdog.LookAsync(default);

        Assert.Equal(1, watchdog.Overdue);
        Assert.Equal(app.Workspace.Id, Assert.Single(alarms).WorkspaceId);
    }

    [Theory]
    [InlineData(JobStatus.Queued, 1)]
    [InlineData(JobStatus.RetryScheduled, 1)]
    [InlineData(JobStatus.Running, 0)]
    [InlineData(JobStatus.Confirming, 0)]
    [InlineData(JobStatus.Unconfirmed, 0)]
    [InlineData(JobStatus.AwaitingManual, 0)]
    [InlineData(JobStatus.Failed, 0)]
    public async Task Look_OnlyWhatWaitsForTheEngine_Counts(JobStatus status, int overdue)
    {
        await app.AddJobAsync(channel, status: status);
        app.Time.Advance(TimeSpan.FromHours(1));

        await watchdog.LookAsync(default);

        Assert.Equal(overdue, watchdog.Overdue);
    }

    [Fact]
    public async Task Look_WhatIsHeldOnPurpose_DoesNotCount()
    {
        Action<Channel>[] holds =
        [
            c => c.Paused = true, c => c.NeedsReconnect = true, c => c.DeletedAt = app.Clock.GetUtcNow(),
            c => c.BackOffUntil = app.Clock.GetUtcNow().AddHours(2), c => c.CircuitOpenUntil = app.Clock.GetUtcNow().AddHours(2),
        ];
        foreach (var hold in holds)
        {
            var held = await app.AddChannelAsync();
            await app.ChangeChannelAsync(held.Id, hold);
            await app.AddJobAsync(held);
        }

        app.Time.Advance(TimeSpan.FromHours(1));
        await watchdog.LookAsync(default);
        Assert.Equal(0, watchdog.Overdue);

        // What held the last two is over for a minute: now it is the engine that does not come.
        app.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(61));
        await watchdog.LookAsync(default);
        Assert.Equal(2, watchdog.Overdue);
    }

    [Fact]
    public async Task Look_SeveralWorkspaces_AreCountedTogetherAndToldApart()
    {
        var alarms = new List<LiveEvent>();
        app.Get<LiveFeed>().Published += e => alarms.AddRange(e.Type == "alert.updated" ? [e] : []);
        var elsewhere = await app.AddWorkspaceAsync("elsewhere");
        var stranger = await app.AddMemberAsync(Core.Workspaces.Role.Author, "Stranger", elsewhere);
        var theirs = await app.AddChannelAsync(workspace: elsewhere);
        await app.AddJobAsync(channel);
        await app.AddJobAsync(theirs, await app.AddContentAsync(author: stranger));
        app.Time.Advance(TimeSpan.FromMinutes(2));

        await watchdog.LookAsync(default);

        Assert.Equal(2, watchdog.Overdue);
        Assert.Equal(new[] { app.Workspace.Id, elsewhere.Id }.Order(), alarms.Select(a => a.WorkspaceId).Order());
    }
}

public sealed class SqliteWatchdogTests() : WatchdogTests(DatabaseProvider.Sqlite);

public sealed class PostgresWatchdogTests() : WatchdogTests(DatabaseProvider.Postgres);
