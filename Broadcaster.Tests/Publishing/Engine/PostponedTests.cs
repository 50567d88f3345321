using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Publishing.Jobs;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Publishing.Engine;

/// <summary>Jobs that were claimed and given back, retried, or put off: which of them are late, and for how long they wait.</summary>
public abstract class PostponedTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Fault Fault = new("The platform is unwell.");

    private EngineApp engine = null!;

    private TestApp App => engine.App;

    public async Task InitializeAsync() => engine = await EngineApp.StartAsync(provider);

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Theory]
    [InlineData(MisfirePolicy.Skip, JobStatus.Cancelled)]
    [InlineData(MisfirePolicy.Ask, JobStatus.AwaitingManual)]
    [InlineData(MisfirePolicy.Publish, JobStatus.Succeeded)]
    public async Task Late_ClaimedBeforeAndGivenBack_GoesByItsPolicy(MisfirePolicy policy, JobStatus status)
    {
        var job = await App.AddJobAsync(engine.Channel, misfire: policy);
        await engine.ClaimElsewhereAsync(job, begin: false);
        await engine.Ledger.ReleaseAsync([job.Id], "gone", App.Clock.GetUtcNow(), default);

        await engine.RunDueAfterAsync(TimeSpan.FromHours(3));

        Assert.Equal((status, policy == MisfirePolicy.Publish ? 1 : 0), ((await App.JobAsync(job.Id)).Status, engine.Platform.Sent.Count));
    }

    [Fact]
    public async Task Late_BegunAndStoppedBeforeTheWire_GoesByItsPolicy()
    {
        // The database takes the intent so late that the lease is over: it is not sent any more.
        var job = await App.AddJobAsync(engine.Channel, misfire: MisfirePolicy.Skip);
        engine.Ledger.OnBegun = () => engine.Time.Advance(TimeSpan.FromSeconds(31));
        await engine.Dispatcher.LookAsync(default);
        await engine.Dispatcher.Sending.Soon();
        engine.Ledger.OnBegun = () => { };
        Assert.Equal((JobStatus.Queued, null), ((await App.JobAsync(job.Id)).Status, Assert.Single(await App.AttemptsAsync(job.Id)).SendStartedAt));

        await engine.RunDueAfterAsync(TimeSpan.FromHours(3));

        Assert.Empty(engine.Platform.Sent);
        Assert.Equal((JobStatus.Cancelled, "late"), ((await App.JobAsync(job.Id)).Status, (await App.JobAsync(job.Id)).ErrorKind));
    }

    [Fact]
    public async Task Retry_OfWhatWasSentOnTime_IsNeverLate()
    {
        engine.Platform.Answering(new PublishOutcome.NotSent(Fault));
        var job = await App.AddJobAsync(engine.Channel, misfire: MisfirePolicy.Skip);
        await engine.RunDueAsync();

        await engine.RunDueAfterAsync(TimeSpan.FromHours(3));

        Assert.Equal((JobStatus.Succeeded, 2), ((await App.JobAsync(job.Id)).Status, engine.Platform.Sent.Count));
    }

    [Fact]
    public async Task RateLimited_AgainAndAgain_FailsAfterADayAndAPersonMayBeginAnew()
    {
        engine.Platform.OnSend = (_, _) => Task.FromResult<PublishOutcome>(new PublishOutcome.RateLimited(App.Clock.GetUtcNow().AddHours(5), Fault));
        var job = await App.AddJobAsync(engine.Channel);
        for (var i = 0; i < 8; i++)
        {
            await engine.RunDueAsync();
            engine.Time.Advance(TimeSpan.FromHours(5));
        }

        var failed = await App.JobAsync(job.Id);
        Assert.Equal((JobStatus.Failed, "rate_limited", 5), (failed.Status, failed.ErrorKind, engine.Platform.Sent.Count));
        Assert.Contains("gives up after 24", failed.ErrorMessage, StringComparison.Ordinal);

        await App.Get<RetryJob>().ExecuteAsync(engine.Editor, job.Id, notPublished: false, default);
        await engine.RunDueAsync();

        Assert.Equal((JobStatus.RetryScheduled, 6), ((await App.JobAsync(job.Id)).Status, engine.Platform.Sent.Count));
    }

    [Fact]
    public async Task RateLimited_ForAYear_HoldsTheChannelForADay()
    {
        engine.Platform.Answering(new PublishOutcome.RateLimited(App.Clock.GetUtcNow().AddYears(1), Fault));
        await App.AddJobAsync(engine.Channel);

        await engine.RunDueAsync();

        Assert.Equal(App.Clock.GetUtcNow() + OutcomePolicy.RateLimitPatience, (await App.ChannelAsync(engine.Channel.Id)).BackOffUntil);
    }

    [Fact]
    public async Task Rate_OnlyWhatWasClaimed_CountsAsSent()
    {
        await App.ChangeChannelAsync(engine.Channel.Id, c => c.RatePerMinute = 100);
        for (var i = 0; i < 5; i++)
        {
            await App.AddJobAsync(engine.Channel);
            await engine.RunDueAsync();
        }

        // A burst of five: each look asked for all that was left of it and found one job.
        Assert.Equal(5, engine.Platform.Sent.Count);
    }
}

public sealed class SqlitePostponedTests() : PostponedTests(DatabaseProvider.Sqlite);

public sealed class PostgresPostponedTests() : PostponedTests(DatabaseProvider.Postgres);
