using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Publishing.Jobs;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Publishing.Engine;

/// <summary>Whatever goes out under one key is the same, however often it goes out.</summary>
public abstract class SameKeyTests(DatabaseProvider provider) : IAsyncLifetime
{
    private EngineApp engine = null!;
    private CountingSink sink = null!;

    private TestApp App => engine.App;

    public async Task InitializeAsync()
    {
        // Between two microseconds: the database keeps less than the clock gives.
        engine = await EngineApp.StartAsync(provider);
        engine.Time.Advance(TimeSpan.FromTicks(7));
        sink = await CountingSink.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await sink.DisposeAsync();
        await engine.DisposeAsync();
    }

    [Fact]
    public async Task Webhook_RepeatedAfterAResetAnErrorAndByAPerson_SendsTheSameBody()
    {
        var address = sink.Script(SinkAnswer.Reset, SinkAnswer.Error, SinkAnswer.Ok);
        var channel = await App.AddChannelAsync("webhook", $$"""{ "url": "{{address}}" }""");
        var job = await App.AddJobAsync(channel, maxAttempts: 2);

        await engine.RunDueAsync();
        await engine.RunDueAfterAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(JobStatus.Unconfirmed, (await App.JobAsync(job.Id)).Status);
        engine.Time.Advance(TimeSpan.FromHours(3));
        Assert.True((await App.Get<RetryJob>().ExecuteAsync(engine.Editor, job.Id, notPublished: true, default)).Ok);
        await engine.RunDueAfterAsync(TimeSpan.Zero);

        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(job.Id)).Status);
        var bodies = sink.Of(job.Id).Select(a => a.Body).ToList();
        Assert.Equal(3, bodies.Count);
        Assert.Single(bodies.Distinct(StringComparer.Ordinal));
    }
}

public sealed class SqliteSameKeyTests() : SameKeyTests(DatabaseProvider.Sqlite);

public sealed class PostgresSameKeyTests() : SameKeyTests(DatabaseProvider.Postgres);
