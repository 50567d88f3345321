using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Publishing.Jobs;

public abstract class TrimLedgerTests(DatabaseProvider provider) : IAsyncLifetime
{
    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync(provider, new FakeTime());

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Trim_OlderThanTheWorkspaceKeeps_LosesTheRequestsAndKeepsTheOutcome()
    {
        await app.ChangeSettingsAsync(s => s with { Retention = s.Retention with { LedgerDays = 10 } });
        var channel = await app.AddChannelAsync();
        var old = await AttemptAsync(await app.AddJobAsync(channel), app.Clock.GetUtcNow().AddDays(-10).AddSeconds(-1));
        var young = await AttemptAsync(await app.AddJobAsync(channel), app.Clock.GetUtcNow().AddDays(-10).AddSeconds(1));
        var running = await AttemptAsync(await app.AddJobAsync(channel), null);

        await app.Get<TrimLedger>().ExecuteAsync(default);
        await app.Get<TrimLedger>().ExecuteAsync(default);

        var trimmed = Assert.Single(await app.AttemptsAsync(old));
        Assert.Equal((null, null, "succeeded", "hash"), (trimmed.Requests, trimmed.Log, trimmed.Outcome, trimmed.RequestHash));
        Assert.Equal(("[1]", "[2]"), (Assert.Single(await app.AttemptsAsync(young)).Requests, Assert.Single(await app.AttemptsAsync(young)).Log));
        Assert.Equal("[1]", Assert.Single(await app.AttemptsAsync(running)).Requests);
    }

    [Fact]
    public async Task Trim_EachWorkspace_GoesByItsOwnDays()
    {
        var patient = await app.AddWorkspaceAsync("patient", new WorkspaceSettings { Retention = new RetentionSettings { LedgerDays = 100 } });
        await app.ChangeSettingsAsync(s => s with { Retention = s.Retention with { LedgerDays = 10 } });
        var author = await app.AddMemberAsync(Role.Author, "Patient", patient);
        var when = app.Clock.GetUtcNow().AddDays(-50);
        var here = await AttemptAsync(await app.AddJobAsync(await app.AddChannelAsync()), when);
        var there = await AttemptAsync(await app.AddJobAsync(await app.AddChannelAsync(workspace: patient), await app.AddContentAsync(author: author)), when);

        await app.Get<TrimLedger>().ExecuteAsync(default);

        Assert.Null(Assert.Single(await app.AttemptsAsync(here)).Requests);
        Assert.Equal("[1]", Assert.Single(await app.AttemptsAsync(there)).Requests);
    }

    [Fact]
    public async Task Trim_NotesOfWhatHasLongSucceeded_Go()
    {
        await app.ChangeSettingsAsync(s => s with { Retention = s.Retention with { LedgerDays = 10 } });
        var channel = await app.AddChannelAsync();
        var old = app.Clock.GetUtcNow().AddDays(-11);
        var gone = await NotedAsync(channel, JobStatus.Succeeded, old);
        var young = await NotedAsync(channel, JobStatus.Succeeded, app.Clock.GetUtcNow().AddDays(-9));
        var failed = await NotedAsync(channel, JobStatus.Failed, old);
        var open = await NotedAsync(channel, JobStatus.Unconfirmed, null);

        await app.Get<TrimLedger>().ExecuteAsync(default);

        await using var db = app.Database.OpenUnscoped();
        var left = await db.PublicationCheckpoints.IgnoreQueryFilters([Filters.Workspace]).Select(c => c.PublicationId).ToListAsync();
        Assert.Equal(new[] { young, failed, open }.Order(), left.Order());
        Assert.DoesNotContain(gone, left);
    }

    private async Task<Guid> NotedAsync(Core.Publishing.Channels.Channel channel, JobStatus status, DateTimeOffset? completed)
    {
        var job = await app.AddJobAsync(channel, status: status, change: j => j.CompletedAt = completed);
        await app.AddAsync(new PublicationCheckpoint { WorkspaceId = job.WorkspaceId, PublicationId = job.PublicationId, Generation = 1, Key = "email.1", Value = "Sent", At = app.Clock.GetUtcNow().AddDays(-30) });
        if (status == JobStatus.Succeeded)
        {
            await using var db = app.Database.OpenUnscoped();
            await db.Publications.IgnoreQueryFilters([Filters.Workspace]).Where(p => p.Id == job.PublicationId)
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.Certainty, Certainty.Out).SetProperty(p => p.PublishedAt, completed));
        }

        return job.PublicationId;
    }

    private async Task<Guid> AttemptAsync(PublishJob job, DateTimeOffset? completed)
    {
        await app.AddAsync(new PublishAttempt
        {
            WorkspaceId = job.WorkspaceId, JobId = job.Id, Number = 1, Node = "node", StartedAt = completed ?? app.Clock.GetUtcNow(), CompletedAt = completed,
            CorrelationId = "x", RequestHash = "hash", Outcome = completed is null ? null : "succeeded", Requests = "[1]", Log = "[2]",
        });
        return job.Id;
    }
}

public sealed class SqliteTrimLedgerTests() : TrimLedgerTests(DatabaseProvider.Sqlite);

public sealed class PostgresTrimLedgerTests() : TrimLedgerTests(DatabaseProvider.Postgres);
