using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Tests.Publishing.Jobs;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Publishing.Engine;

/// <summary>What a platform says may hold what no database takes; and one outcome that the database refuses holds up no other.</summary>
public abstract class RefusedTextTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string Bad = "a\0b\ud83d";
    private const string Good = "a\ufffdb\ufffd";

    private EngineApp engine = null!;

    private TestApp App => engine.App;

    private ScriptedConnector Platform => engine.Platform;

    public async Task InitializeAsync() => engine = await EngineApp.StartAsync(provider);

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Answer_WithWhatNoDatabaseTakes_IsKeptWithoutIt()
    {
        Platform.OnSend = async (request, ct) =>
        {
            await request.Checkpoints.WriteAsync(new Dictionary<string, string> { ["mark"] = Bad }, ct);
            request.Steps.Log(Bad);
            return new PublishOutcome.Succeeded(Bad, $"https://x.example/{Bad}", new string('x', 3999) + "👍", Bad);
        };
        var job = await App.AddJobAsync(engine.Channel);

        await engine.RunDueAsync();

        var row = await App.JobAsync(job.Id);
        Assert.Equal((JobStatus.Succeeded, Good, $"https://x.example/{Good}", new string('x', 3999)), (row.Status, row.Delivery!.ExternalId, row.Delivery.Permalink, row.Delivery.Response));
        await using var db = App.Database.OpenUnscoped();
        var note = await db.PublicationCheckpoints.IgnoreQueryFilters([Filters.Workspace]).SingleAsync(c => c.PublicationId == job.PublicationId && c.Key == "mark");
        Assert.Equal(Good, note.Value);
    }

    [Fact]
    public async Task Fault_WithWhatNoDatabaseTakes_IsKeptWithoutIt()
    {
        Platform.Answering(new PublishOutcome.NotSent(new Fault(Bad, Bad, 503, Bad)), new PublishOutcome.RateLimited(engine.Time.GetUtcNow().AddHours(1), new Fault(Bad)));
        var failed = await App.AddJobAsync(engine.Channel);

        await engine.RunDueAsync();

        var row = await App.JobAsync(failed.Id);
        Assert.Equal((JobStatus.RetryScheduled, Good, Good, Good), (row.Status, row.ErrorMessage, row.ErrorHint, row.ErrorField));
        Assert.Equal(Good, Assert.Single(await App.AttemptsAsync(failed.Id)).Error);
        Assert.Equal(Good, (await App.ChannelAsync(engine.Channel.Id)).LastProblem);
        await engine.RunDueAfterAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(("rate_limited", Good), ((await App.JobAsync(failed.Id)).ErrorKind, (await App.ChannelAsync(engine.Channel.Id)).LastProblem));
    }

    [Fact]
    public async Task Outcome_ThatTheDatabaseRefuses_HoldsUpNoOther()
    {
        await RefuseAsync();
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var other = await App.AddChannelAsync(ScriptedConnector.Id, name: "Other");
        var jobs = new List<PublishJob>();
        for (var i = 0; i < 3; i++)
        {
            jobs.Add(await App.AddJobAsync(other));
        }

        var poison = await App.AddJobAsync(engine.Channel, change: j => j.Misfire = MisfirePolicy.Ask);
        Platform.OnSend = async (request, _) =>
        {
            if (request.JobId != poison.Id)
            {
                await refused.Task.Soon();
            }

            return new PublishOutcome.Succeeded("out");
        };

        await engine.Dispatcher.LookAsync(default);
        await Eventually.TrueAsync(() => engine.Ledger.Completes > 0, () => "The outcome was not written.");
        refused.SetResult();
        await engine.PassTimeUntilAsync(engine.Dispatcher.Sending);
        await engine.PassTimeUntilAsync(engine.RunDueAsync());

        foreach (var job in jobs)
        {
            Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(job.Id)).Status);
        }

        Assert.Equal(JobStatus.Running, (await App.JobAsync(poison.Id)).Status);
        Assert.False(App.Get<RunningJobs>().Has(poison.Id));

        // As after a crash: nobody knows, and nothing is sent again by itself.
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        await engine.RecoverAsync();
        Assert.Equal(JobStatus.Unconfirmed, (await App.JobAsync(poison.Id)).Status);
    }

    [Fact]
    public async Task Outcome_RefusedWhileNothingElseIsWritten_IsGivenUpWithTheNextThatGetsThrough()
    {
        await RefuseAsync();
        var poison = await App.AddJobAsync(engine.Channel, change: j => j.Misfire = MisfirePolicy.Ask);
        await engine.Dispatcher.LookAsync(default);
        await Eventually.TrueAsync(() => Task.FromResult(engine.Ledger.Completes > 0), () => "The outcome was not written.");
        var writer = App.Get<LedgerWriter>();
        var job = await App.AddJobAsync(await App.AddChannelAsync(ScriptedConnector.Id, name: "Other"), status: JobStatus.Running, change: j => (j.Attempt, j.Node) = (1, App.Get<NodeInfo>().Name));

        var written = writer.CompleteAsync(new OutcomeWrite
        {
            JobId = job.Id, WorkspaceId = job.WorkspaceId, PublicationId = job.PublicationId, Action = job.Action, ContentId = job.ContentId, ChannelId = job.ChannelId, Attempt = 1, DryRun = false,
            Source = OutcomeSource.Attempt, Transition = new JobTransition { Status = JobStatus.Succeeded }, At = engine.Time.GetUtcNow(),
        });
        await engine.PassTimeUntilAsync(written);
        await engine.PassTimeUntilAsync(engine.Dispatcher.Sending);

        Assert.True(await written);
        Assert.Equal((JobStatus.Succeeded, JobStatus.Running), ((await App.JobAsync(job.Id)).Status, (await App.JobAsync(poison.Id)).Status));
    }

    // The success of a job that asks when it is late is not taken, for a reason that is not in its values.
    private async Task RefuseAsync()
    {
        await using var db = App.Database.OpenUnscoped();
        await db.Database.ExecuteSqlRawAsync(provider == DatabaseProvider.Sqlite
            ? "CREATE TRIGGER refused BEFORE UPDATE ON publish_jobs WHEN NEW.misfire = 'ask' AND NEW.status = 'succeeded' BEGIN SELECT RAISE(ABORT, 'refused'); END"
            : "CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.misfire = 'ask' AND NEW.status = 'succeeded' THEN RAISE EXCEPTION 'refused'; END IF; RETURN NEW; END $$; CREATE TRIGGER refused BEFORE UPDATE ON publish_jobs FOR EACH ROW EXECUTE FUNCTION refused()");
    }
}

public sealed class SqliteRefusedTextTests() : RefusedTextTests(DatabaseProvider.Sqlite);

public sealed class PostgresRefusedTextTests() : RefusedTextTests(DatabaseProvider.Postgres);
