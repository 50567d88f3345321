using System.Collections.Concurrent;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Publishing.Jobs;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Publishing.Engine;

/// <summary>What a node does all the time, on a clock that the test moves.</summary>
public abstract class UpkeepTests(DatabaseProvider provider) : IAsyncLifetime
{
    // One timer for each of its tasks.
    private const int Tasks = 6;

    private static readonly TimeSpan Third = TimeSpan.FromSeconds(10);

    private EngineApp engine = null!;
    private Upkeep upkeep = null!;

    private TestApp App => engine.App;

    public async Task InitializeAsync()
    {
        engine = await EngineApp.StartAsync(provider);
        upkeep = ActivatorUtilities.CreateInstance<Upkeep>(App.Services);
    }

    public async Task DisposeAsync()
    {
        await upkeep.StopAsync(default);
        upkeep.Dispose();
        await engine.DisposeAsync();
    }

    [Fact]
    public async Task Leases_OfWhatIsBeingSent_AreRenewedAlsoAfterARenewalFailed()
    {
        var (job, answer) = await SendingAsync();
        engine.Ledger.FailRenews = 1;
        await StartAsync();

        for (var i = 1; i <= 9; i++)
        {
            var until = engine.Time.GetUtcNow() + Third + TimeSpan.FromSeconds(30);
            await PassAsync(Third);
            if (i > 1)
            {
                await Eventually.TrueAsync(async () => (await App.JobAsync(job.Id)).LeaseUntil == until, () => $"The lease was not renewed in round {i}.");
            }
        }

        // Three times as long as a lease, and nobody took it away.
        answer.SetResult(new PublishOutcome.Succeeded("out"));
        await engine.Dispatcher.Sending.Soon();
        Assert.Equal((JobStatus.Succeeded, 1), ((await App.JobAsync(job.Id)).Status, (await App.JobAsync(job.Id)).Attempt));
    }

    [Fact]
    public async Task Leases_OfANodeThatIsGone_AreTakenUp()
    {
        var job = await App.AddJobAsync(engine.Channel);
        await engine.ClaimElsewhereAsync(job, begin: false);
        await StartAsync();

        for (var i = 0; i < 4; i++)
        {
            await PassAsync(Third);
        }

        await Eventually.TrueAsync(async () => (await App.JobAsync(job.Id)).Status == JobStatus.Queued, () => "Nobody took up the job.");
    }

    [Fact]
    public async Task Progress_OfALongJob_IsSaved()
    {
        var (job, answer) = await SendingAsync();
        await StartAsync();

        await PassAsync(TimeSpan.FromSeconds(2));

        await Eventually.TrueAsync(
            async () => await App.JobAsync(job.Id) is { CurrentStep: "Publishing", Progress: 50, CompletedSteps: 1, TotalSteps: 2 }, () => "Its progress was not saved.");
        answer.SetResult(new PublishOutcome.Succeeded("out"));
        await engine.Dispatcher.Sending.Soon();
    }

    [Fact]
    public async Task WakeUps_OfTheNextMinutes_AreArmed()
    {
        var armed = new ConcurrentBag<DateTimeOffset>();
        App.Get<WakeUps>().Timer = armed.Add;
        var now = engine.Time.GetUtcNow();
        await App.AddJobAsync(engine.Channel, due: now.AddMinutes(9));
        await App.AddJobAsync(engine.Channel, due: now.AddMinutes(9));
        await App.AddJobAsync(engine.Channel, due: now.AddMinutes(14));
        await StartAsync();
        await Eventually.TrueAsync(() => armed.Count == 1, () => $"Armed: {string.Join(", ", armed)}");

        await PassAsync(TimeSpan.FromMinutes(5));

        await Eventually.TrueAsync(() => armed.Contains(now.AddMinutes(14)), () => $"Armed: {string.Join(", ", armed)}");
        Assert.Equal(new[] { now.AddMinutes(9), now.AddMinutes(14) }.ToHashSet(), armed.ToHashSet());
    }

    [Fact]
    public async Task Node_IsOnTheListWhileItRuns()
    {
        await StartAsync();
        await Eventually.TrueAsync(async () => await NodesAsync() == 1, () => "The node is not on the list.");

        await upkeep.StopAsync(default);

        Assert.Equal(0, await NodesAsync());
    }

    [Fact]
    public async Task OpenDeliveries_AreLookedUp()
    {
        engine.Platform.Answering(new PublishOutcome.Pending("h-1", TimeSpan.FromSeconds(5)));
        var job = await App.AddJobAsync(engine.Channel);
        await engine.RunDueAsync();
        await StartAsync();

        await PassAsync(TimeSpan.FromSeconds(6));

        await Eventually.TrueAsync(async () => (await App.JobAsync(job.Id)).Status == JobStatus.Succeeded, () => "Nobody asked the platform.");
    }

    private async Task<(PublishJob Job, TaskCompletionSource<PublishOutcome> Answer)> SendingAsync()
    {
        var sending = new TaskCompletionSource();
        var answer = new TaskCompletionSource<PublishOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Platform.OnSend = (_, _) =>
        {
            sending.SetResult();
            return answer.Task;
        };
        var job = await App.AddJobAsync(engine.Channel);
        await engine.Dispatcher.LookAsync(default);
        await sending.Task.Soon();
        return (job, answer);
    }

    private async Task StartAsync()
    {
        await upkeep.StartAsync(default);
        await engine.Time.WaitForTimersAsync(Tasks);
    }

    private async Task PassAsync(TimeSpan time)
    {
        engine.Time.Advance(time);
        await engine.Time.WaitForTimersAsync(Tasks);
    }

    private async Task<int> NodesAsync()
    {
        await using var db = App.Database.OpenUnscoped();
        return await db.EngineNodes.CountAsync();
    }
}

public sealed class SqliteUpkeepTests() : UpkeepTests(DatabaseProvider.Sqlite);

public sealed class PostgresUpkeepTests() : UpkeepTests(DatabaseProvider.Postgres);
