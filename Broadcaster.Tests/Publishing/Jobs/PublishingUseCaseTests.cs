using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Auditing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Scheduling;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Publishing.Jobs;

public abstract class PublishingUseCaseTests(DatabaseProvider provider) : IAsyncLifetime
{
    private TestApp app = null!;
    private Channel channel = null!;

    private Caller Editor => app.CallerAs(Role.Editor);

    private DateTimeOffset Tomorrow => app.Clock.GetUtcNow().AddDays(1);

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync(provider, new FakeTime());
        channel = await app.AddChannelAsync(name: "First");
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Schedule_Approved_MakesTheJobsMovesThePieceAndTellsEverybody()
    {
        var other = await app.AddChannelAsync(name: "Second");
        var piece = await app.AddContentAsync(state: ContentState.Approved, channels: [channel, other]);
        var events = Events();

        var scheduled = await ScheduleAsync(piece, new ScheduleRequest { LocalTime = "2026-01-20T09:00", Misfire = MisfirePolicy.Ask });

        Assert.True(scheduled.Ok, scheduled.Ok ? "" : scheduled.Error.Message);
        var jobs = scheduled.Value.Jobs;
        Assert.Equal(new[] { channel.Id, other.Id }.Order(), jobs.Select(j => j.ChannelId).Order());
        var job = await app.JobAsync(jobs[0].Id);
        var at = new DateTimeOffset(2026, 1, 20, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal((at, (DateTimeOffset?)at, "2026-01-20T09:00", "Europe/Berlin", MisfirePolicy.Ask), (job.RunAt, job.NextAttemptAt, job.LocalTime, job.TimeZone, job.Misfire));
        Assert.Equal((JobStatus.Queued, 4, piece.Hash, Editor.MemberId), (job.Status, job.MaxAttempts, job.ContentHash, job.CreatedBy));
        var after = await app.FindContentAsync(piece.Id);
        Assert.Equal((ContentState.Scheduled, (DateTimeOffset?)at), (after!.State, after.ScheduledAt));
        Assert.Equal(2, events.Count(e => e.Type == "job.created"));
        Assert.Contains(events, e => e.Type == "content.updated" && e.Id == piece.Id);
        var entry = Assert.Single(await AuditAsync());
        Assert.Equal(("content.scheduled", "content", piece.Id, Editor.Name), (entry.Action, entry.Subject, entry.SubjectId, entry.ActorName));
    }

    [Theory]
    [InlineData(Role.Author)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Viewer)]
    public async Task Everything_RoleMayNotPublish_IsRefused(Role role)
    {
        var piece = await app.AddContentAsync(state: ContentState.Approved, channels: [channel]);
        var waiting = await app.AddContentAsync(state: ContentState.Scheduled, channels: [channel]);
        var job = await app.AddJobAsync(channel, waiting);
        var failed = await app.AddContentAsync(state: ContentState.Failed, channels: [channel]);
        var caller = app.CallerAs(role);

        Error?[] answers =
        [
            (await app.Get<ScheduleContent>().ExecuteAsync(caller, piece.Id, new ScheduleRequest { RunAt = Tomorrow }, default)).Error,
            (await app.Get<PublishContent>().ExecuteAsync(caller, piece.Id, [], false, default)).Error,
            (await app.Get<UnscheduleContent>().ExecuteAsync(caller, waiting.Id, default)).Error,
            (await app.Get<RetryFailed>().ExecuteAsync(caller, failed.Id, default)).Error,
            (await app.Get<RetryJob>().ExecuteAsync(caller, job.Id, true, default)).Error,
            (await app.Get<CancelJob>().ExecuteAsync(caller, job.Id, default)).Error,
            (await app.Get<ConfirmJob>().ExecuteAsync(caller, job.Id, null, null, default)).Error,
        ];

        Assert.All(answers, a => Assert.IsType<NotAllowed>(a));
        Assert.Empty(await AuditAsync());
        Assert.Equal(JobStatus.Queued, (await app.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task Everything_OfAnotherWorkspace_IsNotFound()
    {
        var elsewhere = await app.AddMemberAsync(Role.Owner, "Somebody else", await app.AddWorkspaceAsync("elsewhere"));
        var piece = await app.AddContentAsync(state: ContentState.Scheduled, channels: [channel]);
        var job = await app.AddJobAsync(channel, piece);

        Error?[] answers =
        [
            (await app.Get<ScheduleContent>().ExecuteAsync(elsewhere, piece.Id, new ScheduleRequest { RunAt = Tomorrow }, default)).Error,
            (await app.Get<PublishContent>().ExecuteAsync(elsewhere, piece.Id, [], false, default)).Error,
            (await app.Get<UnscheduleContent>().ExecuteAsync(elsewhere, piece.Id, default)).Error,
            (await app.Get<RetryFailed>().ExecuteAsync(elsewhere, piece.Id, default)).Error,
            (await app.Get<RetryJob>().ExecuteAsync(elsewhere, job.Id, true, default)).Error,
            (await app.Get<CancelJob>().ExecuteAsync(elsewhere, job.Id, default)).Error,
            (await app.Get<ConfirmJob>().ExecuteAsync(elsewhere, job.Id, null, null, default)).Error,
        ];

        Assert.All(answers, a => Assert.IsType<NotFound>(a));
    }

    [Fact]
    public async Task Schedule_ChannelsThatCannot_AreNamed()
    {
        var paused = await app.AddChannelAsync(name: "Paused");
        await app.ChangeChannelAsync(paused.Id, c => c.Paused = true);
        var broken = await app.AddChannelAsync(name: "Broken");
        await app.ChangeChannelAsync(broken.Id, c => c.NeedsReconnect = true);
        var deleted = await app.AddChannelAsync(name: "Deleted");
        await app.ChangeChannelAsync(deleted.Id, c => c.DeletedAt = app.Clock.GetUtcNow());
        var piece = await app.AddContentAsync();

        var refused = await ScheduleAsync(piece, new ScheduleRequest { RunAt = Tomorrow, ChannelIds = [paused.Id, broken.Id, deleted.Id, channel.Id] });

        var error = Assert.IsType<InvalidInput>(refused.Error);
        Assert.Equal(("schedule.channel_unavailable", 3), (error.Code, error.Errors["channelIds"].Length));
        Assert.Equal("schedule.no_channels", (await ScheduleAsync(piece, new ScheduleRequest { RunAt = Tomorrow })).Error!.Code);
        Assert.Equal(ContentState.Draft, await app.StateAsync(piece.Id));
    }

    [Fact]
    public async Task Schedule_WhatTheChannelWillNotTake_IsRefusedByField()
    {
        var piece = await app.AddContentAsync(body: new string('x', TestConnector.Limit + 1), state: ContentState.Approved, channels: [channel]);

        var refused = await ScheduleAsync(piece, new ScheduleRequest { RunAt = Tomorrow });

        var error = Assert.IsType<InvalidInput>(refused.Error);
        Assert.Equal("content.not_valid_for_channel", error.Code);
        Assert.Equal("channels.First.body", Assert.Single(error.Errors).Key);
    }

    [Fact]
    public async Task Schedule_ApprovalRequired_TakesOneForThisTextAndTheseChannels()
    {
        await app.ChangeSettingsAsync(s => s with { Approvals = new ApprovalSettings { Mode = ApprovalMode.Required } });
        var uncovered = await app.AddChannelAsync(name: "Uncovered");
        var draft = await app.AddContentAsync(channels: [channel]);
        var inReview = await app.AddContentAsync(state: ContentState.InReview, channels: [channel]);
        var approved = await app.AddContentAsync(state: ContentState.Approved, channels: [channel]);
        var request = new ScheduleRequest { RunAt = Tomorrow };

        Assert.IsType<ContentNotApproved>((await ScheduleAsync(draft, request)).Error);
        Assert.IsType<ContentNotApproved>((await ScheduleAsync(inReview, request)).Error);
        Assert.IsType<ContentNotApproved>((await ScheduleAsync(draft, request with { DryRun = true })).Error);
        var error = Assert.IsType<ChannelNotApproved>((await ScheduleAsync(approved, request with { ChannelIds = [channel.Id, uncovered.Id] })).Error);
        Assert.Equal(["Uncovered"], error.Channels);
        Assert.True((await ScheduleAsync(approved, request)).Ok);
    }

    [Fact]
    public async Task Schedule_AlreadyOnTheChannel_IsRefused()
    {
        var piece = await app.AddContentAsync(state: ContentState.Approved, channels: [channel]);
        await app.AddJobAsync(channel, piece);

        var refused = await ScheduleAsync(piece, new ScheduleRequest { RunAt = Tomorrow });

        Assert.Equal("First", Assert.IsType<AlreadyScheduled>(refused.Error).Channel);
    }

    [Fact]
    public async Task Schedule_ManyAtOnce_OneJobIsMade()
    {
        var piece = await app.AddContentAsync(state: ContentState.Approved, channels: [channel]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => ScheduleAsync(piece, new ScheduleRequest { RunAt = Tomorrow }))));

        Assert.Single(answers, a => a.Ok);
        Assert.All(answers.Where(a => !a.Ok), a => Assert.True(a.Error is AlreadyScheduled or StaleVersion or IllegalMove, $"{a.Error}"));
        await using var db = app.Database.Read(app.Workspace.Id);
        Assert.Equal(1, await db.PublishJobs.CountAsync(j => j.ContentId == piece.Id));
    }

    [Fact]
    public async Task Retry_AnotherLiveJobHasTheChannel_TheIndexRefuses()
    {
        var piece = await app.AddContentAsync(state: ContentState.Scheduled, channels: [channel]);
        var old = await app.AddJobAsync(channel, piece, JobStatus.Failed);
        await app.AddJobAsync(channel, piece);

        var refused = await app.Get<RetryJob>().ExecuteAsync(Editor, old.Id, false, default);

        Assert.IsType<AlreadyScheduled>(refused.Error);
        Assert.Equal(JobStatus.Failed, (await app.JobAsync(old.Id)).Status);
        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task Unschedule_Scheduled_CancelsWhatWaits()
    {
        var piece = await app.AddContentAsync(state: ContentState.Approved, channels: [channel]);
        var job = (await ScheduleAsync(piece, new ScheduleRequest { RunAt = Tomorrow })).Value.Jobs[0];

        var back = await app.Get<UnscheduleContent>().ExecuteAsync(Editor, piece.Id, default);

        Assert.True(back.Ok, back.Ok ? "" : back.Error.Message);
        Assert.Equal((ContentState.Approved, (DateTimeOffset?)null), (back.Value.State, back.Value.ScheduledAt));
        Assert.Equal(JobStatus.Cancelled, (await app.JobAsync(job.Id)).Status);
        Assert.True((await ScheduleAsync(piece, new ScheduleRequest { RunAt = Tomorrow })).Ok);
    }

    [Fact]
    public async Task Unschedule_SomethingIsGoingOut_IsRefused()
    {
        var piece = await app.AddContentAsync(state: ContentState.Scheduled, channels: [channel]);
        await app.AddJobAsync(channel, piece, JobStatus.Unconfirmed);

        Assert.IsType<ContentGoingOut>((await app.Get<UnscheduleContent>().ExecuteAsync(Editor, piece.Id, default)).Error);
    }

    [Theory]
    [InlineData(JobStatus.Queued, true)]
    [InlineData(JobStatus.RetryScheduled, true)]
    [InlineData(JobStatus.AwaitingManual, true)]
    [InlineData(JobStatus.Running, true)]
    [InlineData(JobStatus.Confirming, false)]
    [InlineData(JobStatus.Unconfirmed, false)]
    [InlineData(JobStatus.Succeeded, false)]
    [InlineData(JobStatus.Failed, false)]
    [InlineData(JobStatus.Cancelled, false)]
    public async Task Cancel_ByStatus_IsMadeOrRefused(JobStatus from, bool may)
    {
        var job = await app.AddJobAsync(channel, status: from);

        var answer = await app.Get<CancelJob>().ExecuteAsync(Editor, job.Id, default);

        Assert.Equal(may, answer.Ok);
        Assert.Equal(may ? JobStatus.Cancelled : from, (await app.JobAsync(job.Id)).Status);
        Assert.True(may || answer.Error is IllegalMove, $"{answer.Error}");
        Assert.Equal(may ? ["job.cancelled"] : [], (await AuditAsync()).Select(a => a.Action));
    }

    [Theory]
    [InlineData(JobStatus.Queued, false)]
    [InlineData(JobStatus.RetryScheduled, false)]
    [InlineData(JobStatus.AwaitingManual, true)]
    [InlineData(JobStatus.Running, false)]
    [InlineData(JobStatus.Confirming, false)]
    [InlineData(JobStatus.Succeeded, false)]
    [InlineData(JobStatus.Failed, true)]
    [InlineData(JobStatus.Cancelled, true)]
    public async Task Retry_ByStatus_IsMadeOrRefused(JobStatus from, bool may)
    {
        var job = await app.AddJobAsync(channel, status: from, change: j => (j.Failures, j.Attempt, j.ErrorKind) = (4, 4, "not_sent"));

        var answer = await app.Get<RetryJob>().ExecuteAsync(Editor, job.Id, false, default);

        Assert.Equal(may, answer.Ok);
        var row = await app.JobAsync(job.Id);
        Assert.Equal(may ? (JobStatus.Queued, 0, 5, null) : (from, 4, 4, "not_sent"), (row.Status, row.Failures, row.Attempt, row.ErrorKind));
        Assert.Equal(may ? [app.Clock.GetUtcNow()] : [], may ? [row.NextAttemptAt!.Value] : Array.Empty<DateTimeOffset>());
    }

    [Fact]
    public async Task Retry_EditedOrUnreviewedOrChannelGone_IsRefused()
    {
        var edited = await app.AddJobAsync(channel, await app.AddContentAsync(state: ContentState.Failed, channels: [channel]), JobStatus.Failed);
        await using (var db = app.Database.OpenUnscoped())
        {
            await db.Contents.IgnoreQueryFilters().Where(c => c.Id == edited.ContentId).ExecuteUpdateAsync(s => s.SetProperty(c => c.Hash, "other"));
        }

        var inReview = await app.AddJobAsync(channel, await app.AddContentAsync(state: ContentState.InReview, channels: [channel]), JobStatus.Cancelled);
        var gone = await app.AddChannelAsync(name: "Gone");
        await app.ChangeChannelAsync(gone.Id, c => c.DeletedAt = app.Clock.GetUtcNow());
        var homeless = await app.AddJobAsync(gone, await app.AddContentAsync(state: ContentState.Failed, channels: [gone]), JobStatus.Failed);

        Assert.IsType<ContentEdited>((await app.Get<RetryJob>().ExecuteAsync(Editor, edited.Id, false, default)).Error);
        Assert.IsType<ContentNotApproved>((await app.Get<RetryJob>().ExecuteAsync(Editor, inReview.Id, false, default)).Error);
        Assert.IsType<ChannelDeleted>((await app.Get<RetryJob>().ExecuteAsync(Editor, homeless.Id, false, default)).Error);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("example.com/post")]
    [InlineData("file:///etc/passwd")]
    public async Task Confirm_NotAWebAddress_NamesTheField(string link)
    {
        var job = await app.AddJobAsync(channel, status: JobStatus.Unconfirmed);

        var refused = await app.Get<ConfirmJob>().ExecuteAsync(Editor, job.Id, link, null, default);

        Assert.Contains("permalink", Assert.IsType<InvalidInput>(refused.Error).Errors.Keys);
    }

    [Fact]
    public async Task Confirm_Unconfirmed_IsDeliveredAndTold()
    {
        var job = await app.AddJobAsync(channel, await app.AddContentAsync(state: ContentState.Publishing, channels: [channel]), JobStatus.Unconfirmed);
        var events = Events();

        var confirmed = await app.Get<ConfirmJob>().ExecuteAsync(Editor, job.Id, " https://x.example/1 ", " 42 ", default);

        Assert.True(confirmed.Ok, confirmed.Ok ? "" : confirmed.Error.Message);
        var row = await app.JobAsync(job.Id);
        Assert.Equal(("42", "https://x.example/1", "confirmed"), (row.Delivery!.ExternalId, row.Delivery.Permalink, row.Delivery.Evidence));
        Assert.Equal(ContentState.Published, await app.StateAsync(job.ContentId));
        Assert.Equal(["content.updated", "delivery.created", "job.updated"], events.Select(e => e.Type).Order(StringComparer.Ordinal));
        Assert.Equal("job.confirmed", Assert.Single(await AuditAsync()).Action);
        Assert.IsType<IllegalMove>((await app.Get<ConfirmJob>().ExecuteAsync(Editor, job.Id, null, null, default)).Error);
    }

    [Fact]
    public async Task RetryFailed_NothingFailedAnyMore_IsRefused()
    {
        var piece = await app.AddContentAsync(state: ContentState.Failed, channels: [channel]);
        await app.AddJobAsync(channel, piece, JobStatus.Cancelled);

        Assert.IsType<IllegalMove>((await app.Get<RetryFailed>().ExecuteAsync(Editor, piece.Id, default)).Error);
        Assert.Equal(ContentState.Failed, await app.StateAsync(piece.Id));
    }

    [Fact]
    public async Task Audit_AfterAllOfThis_IsOneUnbrokenChain()
    {
        var piece = await app.AddContentAsync(state: ContentState.Approved, channels: [channel]);
        var job = (await ScheduleAsync(piece, new ScheduleRequest { RunAt = Tomorrow })).Value.Jobs[0];
        await app.Get<CancelJob>().ExecuteAsync(Editor, job.Id, default);
        await app.Get<RetryJob>().ExecuteAsync(Editor, job.Id, false, default);
        await app.Get<UnscheduleContent>().ExecuteAsync(Editor, piece.Id, default);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(async () =>
        {
            var other = await app.AddContentAsync(state: ContentState.Approved, channels: [channel]);
            Assert.True((await app.Get<PublishContent>().ExecuteAsync(Editor, other.Id, [], false, default)).Ok);
        })));

        var trail = await AuditAsync();

        Assert.Equal(9, trail.Count);
        Assert.Equal(["content.scheduled", "job.cancelled", "job.retried", "content.unscheduled"], trail.Take(4).Select(e => e.Action));
        var previous = new string('0', 64);
        foreach (var (entry, index) in trail.Select((e, i) => (e, i)))
        {
            Assert.Equal((index + 1L, previous, AuditHash.Of(entry)), (entry.Sequence, entry.PreviousHash, entry.Hash));
            previous = entry.Hash;
        }
    }

    private Task<Result<ScheduledContent>> ScheduleAsync(ContentItem piece, ScheduleRequest request) =>
        app.Get<ScheduleContent>().ExecuteAsync(Editor, piece.Id, request, default);

    private System.Collections.Concurrent.ConcurrentQueue<LiveEvent> Events()
    {
        var events = new System.Collections.Concurrent.ConcurrentQueue<LiveEvent>();
        app.Get<LiveFeed>().Published += events.Enqueue;
        return events;
    }

    private async Task<List<AuditEntry>> AuditAsync()
    {
        await using var db = app.Database.Read(app.Workspace.Id);
        return await db.AuditEntries.OrderBy(e => e.Sequence).ToListAsync();
    }
}

public sealed class SqlitePublishingUseCaseTests() : PublishingUseCaseTests(DatabaseProvider.Sqlite);

public sealed class PostgresPublishingUseCaseTests() : PublishingUseCaseTests(DatabaseProvider.Postgres);
