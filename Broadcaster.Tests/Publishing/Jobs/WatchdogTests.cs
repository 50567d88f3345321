using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Broadcaster.Tests.Publishing.Jobs;

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
        Assert.Equal((0, 0), (await watchdog.CountAsync(default), alarms.Count));

        app.Time.Advance(TimeSpan.FromSeconds(1));
        await watchdog.LookAsync(default);
        await watchdog.LookAsync(default);

        Assert.Equal(1, await watchdog.CountAsync(default));
        Assert.Equal(app.Workspace.Id, Assert.Single(alarms).WorkspaceId);
    }

    [Fact]
    public async Task Look_WhenTheyHaveStarted_TakesTheAlarmBack()
    {
        var alarms = new List<LiveEvent>();
        app.Get<LiveFeed>().Published += e => alarms.AddRange(e.Type == "alert.updated" ? [e] : []);
        var elsewhere = await app.AddWorkspaceAsync("elsewhere");
        var theirs = await app.AddJobAsync(await app.AddChannelAsync(workspace: elsewhere), await app.AddContentAsync(author: await app.AddMemberAsync(Core.Foundation.Workspaces.Role.Author, "Stranger", elsewhere)));
        app.Time.Advance(TimeSpan.FromMinutes(2));
        await watchdog.LookAsync(default);

        // One ends and another begins: the sum is the same, the alarms are not.
        await using (var db = app.Database.OpenUnscoped())
        {
            await db.PublishJobs.IgnoreQueryFilters([Filters.Workspace]).Where(j => j.Id == theirs.Id).ExecuteUpdateAsync(s => s.SetProperty(j => j.Status, JobStatus.Running));
        }

        await app.AddJobAsync(channel, due: app.Clock.GetUtcNow().AddMinutes(-2));
        await watchdog.LookAsync(default);
        await watchdog.LookAsync(default);

        Assert.Equal(new[] { elsewhere.Id, elsewhere.Id, app.Workspace.Id }.Order(), alarms.Select(a => a.WorkspaceId).Order());
    }

    [Fact]
    public async Task Health_OnANodeThatHasNotLooked_KnowsAllTheSame()
    {
        await app.AddJobAsync(channel);
        app.Time.Advance(TimeSpan.FromMinutes(2));
        await watchdog.LookAsync(default);
        var otherNode = ActivatorUtilities.CreateInstance<Watchdog>(app.Services);

        var health = await new WatchdogCheck(otherNode).CheckHealthAsync(new HealthCheckContext());

        Assert.Equal((HealthStatus.Degraded, "1 jobs are due and have not started for 60 seconds."), (health.Status, health.Description));
        app.Get<IOptions<PublishingOptions>>().Value.WatchdogAfter = TimeSpan.FromMinutes(3);
        Assert.Equal(HealthStatus.Healthy, (await new WatchdogCheck(otherNode).CheckHealthAsync(new HealthCheckContext())).Status);
    }

    [Fact]
    public async Task Dashboard_GoesByTheSameRule()
    {
        await app.AddJobAsync(channel);
        app.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Single(await AlertsAsync(), a => a.Kind == DashboardAlertKind.JobsOverdue && a.Message.StartsWith("One job is due for over a minute", StringComparison.Ordinal));

        // Whoever waited for a platform until just now is not late yet.
        await app.ChangeChannelAsync(channel.Id, c => c.BackOffUntil = app.Clock.GetUtcNow().AddSeconds(-1));
        Assert.Empty(await AlertsAsync());
        await app.ChangeChannelAsync(channel.Id, c => c.BackOffUntil = null);
        app.Get<IOptions<PublishingOptions>>().Value.WatchdogAfter = TimeSpan.FromSeconds(150);
        Assert.Empty(await AlertsAsync());
        app.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("for over 150 seconds", Assert.Single(await AlertsAsync()).Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<DashboardAlert>> AlertsAsync() => (await app.Get<DashboardQuery>().ExecuteAsync(app.CallerAs(Core.Foundation.Workspaces.Role.Viewer), default)).Alerts;

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

        Assert.Equal(overdue, await watchdog.CountAsync(default));
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
        Assert.Equal(0, await watchdog.CountAsync(default));

        // What held the last two is over for a minute: now it is the engine that does not come.
        app.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(61));
        await watchdog.LookAsync(default);
        Assert.Equal(2, await watchdog.CountAsync(default));
    }

    [Fact]
    public async Task Look_SeveralWorkspaces_AreCountedTogetherAndToldApart()
    {
        var alarms = new List<LiveEvent>();
        app.Get<LiveFeed>().Published += e => alarms.AddRange(e.Type == "alert.updated" ? [e] : []);
        var elsewhere = await app.AddWorkspaceAsync("elsewhere");
        var stranger = await app.AddMemberAsync(Core.Foundation.Workspaces.Role.Author, "Stranger", elsewhere);
        var theirs = await app.AddChannelAsync(workspace: elsewhere);
        await app.AddJobAsync(channel);
        await app.AddJobAsync(theirs, await app.AddContentAsync(author: stranger));
        app.Time.Advance(TimeSpan.FromMinutes(2));

        await watchdog.LookAsync(default);

        Assert.Equal(2, await watchdog.CountAsync(default));
        Assert.Equal(new[] { app.Workspace.Id, elsewhere.Id }.Order(), alarms.Select(a => a.WorkspaceId).Order());
    }
}

public sealed class SqliteWatchdogTests() : WatchdogTests(DatabaseProvider.Sqlite);

public sealed class PostgresWatchdogTests() : WatchdogTests(DatabaseProvider.Postgres);
