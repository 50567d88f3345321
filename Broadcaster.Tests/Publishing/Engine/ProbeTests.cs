using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Tests.Publishing.Jobs;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Publishing.Engine;

/// <summary>What the one job behind an open circuit says about its channel, and what becomes of it when it says nothing.</summary>
public abstract class ProbeTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Fault Fault = new("The platform is unwell.");

    private EngineApp engine = null!;

    private TestApp App => engine.App;

    public async Task InitializeAsync()
    {
        engine = await EngineApp.StartAsync(provider);
        await App.ChangeChannelAsync(engine.Channel.Id, c => (c.ConsecutiveFailures, c.CircuitOpenUntil) = (Circuit.Threshold, App.Clock.GetUtcNow()));
    }

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Probe_Rejected_ProvesThatThePlatformIsThere()
    {
        engine.Platform.Answering(new PublishOutcome.Rejected(Fault));
        var refused = await App.AddJobAsync(engine.Channel);
        await App.AddJobAsync(engine.Channel);

        await LookAsync();

        var channel = await App.ChannelAsync(engine.Channel.Id);
        Assert.Equal((null, 0, null), (channel.CircuitOpenUntil, channel.ConsecutiveFailures, channel.LastDeliveryAt));
        Assert.Equal(JobStatus.Failed, (await App.JobAsync(refused.Id)).Status);
        await engine.RunDueAsync();
        Assert.Equal(2, engine.Platform.Sent.Count);
    }

    [Fact]
    public async Task Probe_RefusedBeforeTheWire_IsTheNextJobs()
    {
        engine.Platform.OnPrepare = _ => throw new InvalidOperationException("a bug");
        await App.AddJobAsync(engine.Channel, due: App.Clock.GetUtcNow().AddSeconds(-1));
        await LookAsync();
        Assert.Empty(engine.Platform.Sent);
        engine.Platform.OnPrepare = _ => { };
        await App.AddJobAsync(engine.Channel);

        await LookAsync();

        Assert.Single(engine.Platform.Sent);
        Assert.Null((await App.ChannelAsync(engine.Channel.Id)).CircuitOpenUntil);
    }

    [Fact]
    public async Task Probe_ThatCannotBeGivenBack_StopsNothingThatWasClaimed()
    {
        engine.Ledger.FailReturnedProbes = 1;
        var dry = await App.AddJobAsync(engine.Channel, dryRun: true);

        await LookAsync();

        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(dry.Id)).Status);
        Assert.Equal(0, App.Get<RunningJobs>().Count);
    }

    [Fact]
    public async Task Probe_DryRun_NeitherTakesNorKeepsIt()
    {
        var dry = await App.AddJobAsync(engine.Channel, dryRun: true, due: App.Clock.GetUtcNow().AddSeconds(-1));
        await LookAsync();
        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(dry.Id)).Status);
        Assert.NotNull((await App.ChannelAsync(engine.Channel.Id)).CircuitOpenUntil);
        await App.AddJobAsync(engine.Channel);

        await LookAsync();

        Assert.Single(engine.Platform.Sent);
        Assert.Null((await App.ChannelAsync(engine.Channel.Id)).CircuitOpenUntil);
    }

    [Fact]
    public async Task Probe_GivenBackAtTheStop_IsTheNextJobs()
    {
        using var stop = new CancellationTokenSource();
        var job = await App.AddJobAsync(engine.Channel);
        engine.Ledger.OnClaimed = stop.Cancel;
        await engine.Dispatcher.LookAsync(stop.Token);
        await engine.Dispatcher.Sending.Soon();
        engine.Ledger.OnClaimed = () => { };
        Assert.Equal((JobStatus.Queued, 0), ((await App.JobAsync(job.Id)).Status, engine.Platform.Sent.Count));

        await LookAsync();

        Assert.Single(engine.Platform.Sent);
    }

    [Fact]
    public async Task Probe_NoRoomForIt_IsNotTaken()
    {
        await App.ChangeChannelAsync(engine.Channel.Id, c => c.RatePerMinute = 1);
        Assert.Equal(1, App.Get<ChannelRates>().Take(engine.Channel.Id, 1, 1));
        await App.AddJobAsync(engine.Channel);

        await LookAsync();

        Assert.Empty(engine.Platform.Sent);
        Assert.Equal(App.Clock.GetUtcNow(), (await App.ChannelAsync(engine.Channel.Id)).CircuitOpenUntil);
    }

    [Fact]
    public async Task Probe_Fails_StaysTakenByNobodyElse()
    {
        engine.Platform.Answering(new PublishOutcome.NotSent(Fault));
        await App.AddJobAsync(engine.Channel);
        await App.AddJobAsync(engine.Channel);

        await engine.RunDueAsync();

        Assert.Single(engine.Platform.Sent);
        Assert.True((await App.ChannelAsync(engine.Channel.Id)).CircuitOpenUntil > App.Clock.GetUtcNow());
    }

    private async Task LookAsync()
    {
        await engine.Dispatcher.LookAsync(default);
        await engine.Dispatcher.Sending.Soon();
    }
}

public sealed class SqliteProbeTests() : ProbeTests(DatabaseProvider.Sqlite);

public sealed class PostgresProbeTests() : ProbeTests(DatabaseProvider.Postgres);
