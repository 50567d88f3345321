using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Tests.Publishing.Engine;
using Broadcaster.Tests.Publishing.Jobs;

namespace Broadcaster.Tests.Publishing.Publications;

/// <summary>What may be out is never forgotten: the receiver takes the piece, drops the line, and is then down.</summary>
public abstract class UnknownThenDownTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Fault Fault = new("down");
    private EngineApp engine = null!;

    public async Task InitializeAsync() => engine = await EngineApp.StartAsync(provider);

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task RetriesRunOut_AfterAnUnknown_EndsUnconfirmedUnderTheSameKey()
    {
        var job = await engine.App.AddJobAsync(engine.Channel, status: JobStatus.RetryScheduled, maxAttempts: 1);
        await engine.App.ChangePublicationAsync(job.PublicationId, p => p.Certainty = Certainty.MaybeOut);
        engine.Platform.Answering(new PublishOutcome.NotSent(Fault));

        await engine.RunDueAsync();

        var row = await engine.App.JobAsync(job.Id);
        Assert.Equal((JobStatus.Unconfirmed, Certainty.MaybeOut, ContentState.Publishing), (row.Status, row.Publication!.Certainty, await engine.App.StateAsync(job.ContentId)));
    }

    [Fact]
    public async Task Cancel_OfWhatMayBeOut_AsksFirstAndForgetsNothing()
    {
        var job = await engine.App.AddJobAsync(engine.Channel, status: JobStatus.RetryScheduled);
        await engine.App.ChangePublicationAsync(job.PublicationId, p => p.Certainty = Certainty.MaybeOut);
        var cancel = engine.App.Get<CancelJob>();
        var owner = engine.App.CallerAs(Role.Owner);

        var asked = await cancel.ExecuteAsync(owner, job.Id, default);
        var stopped = await cancel.ExecuteAsync(owner, job.Id, default, confirmed: true);

        Assert.IsType<MayBeOut>(asked.Error);
        Assert.True(stopped.Ok);
        Assert.Equal((JobStatus.Unconfirmed, Certainty.MaybeOut), (stopped.Value.Status, (await engine.App.JobAsync(job.Id)).Publication!.Certainty));
    }
}

public sealed class SqliteUnknownThenDownTests() : UnknownThenDownTests(DatabaseProvider.Sqlite);

public sealed class PostgresUnknownThenDownTests() : UnknownThenDownTests(DatabaseProvider.Postgres);
