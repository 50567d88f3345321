using System.Collections.Concurrent;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Publishing.Jobs;
using Broadcaster.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Publishing.Engine;

/// <summary>Looking things up is no flood, keeps to what a platform asked for, and one that hangs holds up nobody else's.</summary>
public abstract class LookUpTests(DatabaseProvider provider) : IAsyncLifetime
{
    private EngineApp engine = null!;

    private TestApp App => engine.App;

    private Reconciler Reconciler => App.Get<Reconciler>();

    public async Task InitializeAsync()
    {
        engine = await EngineApp.StartAsync(provider);
        engine.Platform.Guarantee = Guarantee.Findable;
        engine.Platform.OnFind = _ => new FindOutcome.Found("there", null);
    }

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task ChannelThatHangs_HoldsUpNoOther()
    {
        var slow = await App.AddChannelAsync(ScriptedConnector.Id, name: "Slow");
        var answer = new TaskCompletionSource<FindOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Platform.OnSearch = (request, ct) => request.Context.ChannelId == slow.Id ? answer.Task.WaitAsync(ct) : Task.FromResult<FindOutcome>(new FindOutcome.Found("there", null));
        var hanging = await UnconfirmedAsync(slow);
        var first = await UnconfirmedAsync(engine.Channel);

        await Reconciler.LookAsync(default);
        await BecomesAsync(first, JobStatus.Succeeded);
        var second = await UnconfirmedAsync(engine.Channel);
        await Eventually.TrueAsync(
            async () =>
            {
                await Reconciler.LookAsync(default);
                return (await App.JobAsync(second.Id)).Status == JobStatus.Succeeded;
            },
            () => "It waited for a channel that hangs.");

        Assert.Equal(JobStatus.Unconfirmed, (await App.JobAsync(hanging.Id)).Status);
        answer.SetResult(new FindOutcome.Found("there", null));
        await Reconciler.Looking;
        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(hanging.Id)).Status);
    }

    [Fact]
    public async Task ManyOfAChannel_AreAskedAFewAtATimeAndAllOfThem()
    {
        var (now, most) = (0, 0);
        var seen = new ConcurrentBag<Guid>();
        engine.Platform.OnSearch = async (request, _) =>
        {
            var here = Interlocked.Increment(ref now);
            lock (seen)
            {
                most = Math.Max(most, here);
            }

            await Task.Yield();
            seen.Add(request.JobId);
            Interlocked.Decrement(ref now);
            return new FindOutcome.Found("there", null);
        };
        for (var i = 0; i < 10; i++)
        {
            await UnconfirmedAsync(engine.Channel);
        }

        await Reconciler.LookAsync(default);
        await Reconciler.LookAsync(default);
        await Reconciler.Looking;

        Assert.Equal((10, 10), (seen.Count, seen.Distinct().Count()));
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task ChannelThatAskedToWait_IsNotAskedUntilThen()
    {
        await App.ChangeChannelAsync(engine.Channel.Id, c => c.BackOffUntil = App.Clock.GetUtcNow().AddMinutes(5));
        var job = await UnconfirmedAsync(engine.Channel);

        await engine.LookUpAfterAsync(TimeSpan.FromMinutes(4));
        Assert.Equal((0, JobStatus.Unconfirmed), (engine.Platform.Looks, (await App.JobAsync(job.Id)).Status));
        await engine.LookUpAfterAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((1, JobStatus.Succeeded), (engine.Platform.Looks, (await App.JobAsync(job.Id)).Status));
    }

    [Fact]
    public async Task Check_ThatIsToldToWait_HoldsTheWholeChannel()
    {
        var until = App.Clock.GetUtcNow().AddMinutes(10);
        engine.Platform.OnCheck = _ => new PublishOutcome.RateLimited(until, new Fault("Later."));
        await App.AddJobAsync(engine.Channel, status: JobStatus.Confirming, change: j => (j.Attempt, j.PendingHandle) = (1, "h"));

        await engine.LookUpAfterAsync(TimeSpan.Zero);

        Assert.Equal((until, "Later."), ((await App.ChannelAsync(engine.Channel.Id)).BackOffUntil!.Value, (await App.ChannelAsync(engine.Channel.Id)).LastProblem));
    }

    [Fact]
    public async Task PendingForNow_IsAskedOnceALook()
    {
        engine.Platform.OnCheck = handle => new PublishOutcome.Pending(handle, TimeSpan.Zero);
        await App.AddJobAsync(engine.Channel, status: JobStatus.Confirming, change: j => (j.Attempt, j.PendingHandle) = (1, "h"));

        await engine.LookUpAfterAsync(TimeSpan.Zero);
        Assert.Equal(1, engine.Platform.Looks);
        await engine.LookUpAfterAsync(TimeSpan.Zero);

        Assert.Equal(2, engine.Platform.Looks);
    }

    [Fact]
    public async Task Stop_WhileAPlatformHangs_EndsWithTheLookUp()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Platform.OnSearch = async (_, ct) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, engine.Time, ct);
            return new FindOutcome.Absent();
        };
        var job = await UnconfirmedAsync(engine.Channel);
        using var upkeep = ActivatorUtilities.CreateInstance<Upkeep>(App.Services);
        await upkeep.StartAsync(default);
        await asked.Task.Soon();

        await upkeep.StopAsync(default);

        Assert.True(Reconciler.Looking.IsCompletedSuccessfully);
        Assert.Equal((JobStatus.Unconfirmed, 0), ((await App.JobAsync(job.Id)).Status, (await App.JobAsync(job.Id)).LookUps));
    }

    private Task<PublishJob> UnconfirmedAsync(Channel channel) => App.AddJobAsync(channel, status: JobStatus.Unconfirmed, change: j => j.Attempt = 1);

    private Task BecomesAsync(PublishJob job, JobStatus status) =>
        Eventually.TrueAsync(async () => (await App.JobAsync(job.Id)).Status == status, () => $"The job did not become {status}.");
}

public sealed class SqliteLookUpTests() : LookUpTests(DatabaseProvider.Sqlite);

public sealed class PostgresLookUpTests() : LookUpTests(DatabaseProvider.Postgres);
