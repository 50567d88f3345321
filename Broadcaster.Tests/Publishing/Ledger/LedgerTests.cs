using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Tests.Publishing.Jobs;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Publishing.Ledger;

public abstract class LedgerTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string Node = "node-a";
    private const string Elsewhere = "node-b";

    private TestApp app = null!;
    private ILedger ledger = null!;
    private Channel channel = null!;

    private DateTimeOffset Now => app.Clock.GetUtcNow();

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync(provider, new FakeTime());
        ledger = app.Get<ILedger>();
        channel = await app.AddChannelAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Claim_OnlyDueRows_AreTaken()
    {
        var due = await app.AddJobAsync(channel);
        var retry = await app.AddJobAsync(channel, status: JobStatus.RetryScheduled, change: j => j.NextAttemptAt = Now);
        await app.AddJobAsync(channel, status: JobStatus.RetryScheduled, change: j => j.NextAttemptAt = Now.AddSeconds(1));
        await app.AddJobAsync(channel, due: Now.AddMinutes(1));
        foreach (var status in (JobStatus[])[JobStatus.Running, JobStatus.Confirming, JobStatus.Unconfirmed, JobStatus.AwaitingManual, JobStatus.Failed, JobStatus.Cancelled, JobStatus.Succeeded])
        {
            await app.AddJobAsync(channel, status: status);
        }

        var claimed = await ClaimAsync(100);

        Assert.Equal(new[] { due.Id, retry.Id }.Order(), claimed.Select(j => j.Id).Order());
        var row = await app.JobAsync(due.Id);
        Assert.Equal((JobStatus.Running, 1, Node, (DateTimeOffset?)null), (row.Status, row.Attempt, row.Node, row.NextAttemptAt));
        Assert.Equal(Now.AddSeconds(30), row.LeaseUntil);
        Assert.Equal(0, row.LatenessMs);
        Assert.Empty(await ClaimAsync(100));
    }

    [Fact]
    public async Task Claim_Quota_TakesTheOldestFirst()
    {
        var newest = await app.AddJobAsync(channel, due: Now.AddMinutes(-1));
        var oldest = await app.AddJobAsync(channel, due: Now.AddMinutes(-9));
        var middle = await app.AddJobAsync(channel, due: Now.AddMinutes(-5));

        var first = await ClaimAsync(2);
        var second = await ClaimAsync(2);

        Assert.Equal(new[] { oldest.Id, middle.Id }.Order(), first.Select(j => j.Id).Order());
        var last = Assert.Single(second);
        Assert.Equal((newest.Id, newest.ContentId, channel.Id, 1, newest.RunAt, newest.ContentHash), (last.Id, last.ContentId, last.ChannelId, last.Attempt, last.RunAt, last.ContentHash));
        Assert.Equal(60_000, (await app.JobAsync(newest.Id)).LatenessMs);
    }

    [Fact]
    public async Task Claim_MonthsLate_IsStillClaimed()
    {
        var job = await app.AddJobAsync(channel, due: Now.AddDays(-60));

        Assert.Equal(job.Id, Assert.Single(await ClaimAsync(1)).Id);
        Assert.Equal(int.MaxValue, (await app.JobAsync(job.Id)).LatenessMs);
        await CompleteAsync(Write((await ClaimedAsync(job.Id))!, JobStatus.Succeeded));
        Assert.Equal(JobStatus.Succeeded, (await app.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task Claim_ManyAtOnce_NobodyGetsTheSameRow()
    {
        var content = await app.AddContentAsync(state: ContentState.Scheduled, channels: [channel]);
        var publication = await app.PublicationAsync(content.Id, channel);
        await app.AddAsync([.. Enumerable.Range(0, 60).Select(_ => new PublishJob
        {
            Id = Guid.CreateVersion7(), WorkspaceId = channel.WorkspaceId, PublicationId = publication.Id, ContentId = content.Id, ChannelId = channel.Id, Connector = channel.Connector,
            RunAt = Now, NextAttemptAt = Now, DryRun = true, MaxAttempts = 1, ContentHash = content.Hash, CorrelationId = "x", CreatedAt = Now,
        })]);

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(
            () => ledger.ClaimAsync([new ChannelQuota(channel.Id, 10)], $"node-{n}", Now, Now.AddSeconds(30), default))));

        var ids = claims.SelectMany(c => c.Select(j => j.Id)).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(60, ids.Count);
    }

    [Fact]
    public async Task FindDueChannels_HeldOnes_AreLeftOut()
    {
        Action<Channel>[] holds =
        [
            c => c.Paused = true, c => c.NeedsReconnect = true, c => c.BackOffUntil = Now.AddSeconds(1), c => c.CircuitOpenUntil = Now.AddSeconds(1), c => c.DeletedAt = Now,
        ];
        foreach (var hold in holds)
        {
            var held = await app.AddChannelAsync();
            await app.ChangeChannelAsync(held.Id, hold);
            await app.AddJobAsync(held);
        }

        await app.AddChannelAsync();
        var probe = await app.AddChannelAsync();
        await app.ChangeChannelAsync(probe.Id, c => c.CircuitOpenUntil = Now);
        await app.AddJobAsync(probe);
        await app.ChangeChannelAsync(channel.Id, c => (c.BackOffUntil, c.MaxConcurrency, c.RatePerMinute) = (Now, 3, 60));
        await app.AddJobAsync(channel);

        var due = await ledger.FindDueChannelsAsync(Now, default);

        Assert.Equal(
            new[] { new DueChannel(app.Workspace.Id, channel.Id, "test", 3, 60, false), new DueChannel(app.Workspace.Id, probe.Id, "test", null, null, true) }.ToHashSet(),
            due.ToHashSet());
    }

    [Fact]
    public async Task TakeProbe_SeveralNodes_OneGetsIt()
    {
        await app.ChangeChannelAsync(channel.Id, c => c.CircuitOpenUntil = Now);

        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => ledger.TakeProbeAsync(channel.Id, Now, Now.AddMinutes(2), default))));

        Assert.Single(taken, t => t);
        Assert.False(await ledger.TakeProbeAsync(channel.Id, Now.AddMinutes(1), Now.AddMinutes(3), default));
        Assert.True(await ledger.TakeProbeAsync(channel.Id, Now.AddMinutes(2), Now.AddMinutes(4), default));
    }

    [Fact]
    public async Task Begin_Mine_WritesTheAttemptMovesThePieceAndMayBeRepeated()
    {
        var job = await ClaimNewAsync();

        Assert.Contains(job.Id, await BeginAsync(job));
        Assert.Contains(job.Id, await BeginAsync(job));

        var attempt = Assert.Single(await app.AttemptsAsync(job.Id));
        Assert.Equal((1, Node, "hash", (DateTimeOffset?)Now, null), (attempt.Number, attempt.Node, attempt.RequestHash, attempt.SendStartedAt, attempt.Outcome));
        Assert.Equal(ContentState.Publishing, await app.StateAsync(job.ContentId));
    }

    [Fact]
    public async Task Begin_NotMineAnyMore_IsRefusedAndLeavesNoAttempt()
    {
        var job = await ClaimNewAsync();

        Assert.Empty(await ledger.BeginAsync([Intent(job)], Elsewhere, Now, default));
        Assert.Empty(await BeginAsync(job with { Attempt = 2 }));
        Assert.Empty(await BeginAsync(job with { Id = Guid.NewGuid() }));
        await ledger.ReleaseAsync([job.Id], Node, Now, default);
        Assert.Empty(await BeginAsync(job));
        Assert.Empty(await app.AttemptsAsync(job.Id));
        Assert.Equal(ContentState.Scheduled, await app.StateAsync(job.ContentId));
    }

    [Fact]
    public async Task Begin_DryRun_LeavesThePieceAlone()
    {
        var job = await ClaimNewAsync(dryRun: true);

        Assert.Single(await BeginAsync(job));
        Assert.Equal(ContentState.Scheduled, await app.StateAsync(job.ContentId));
    }

    [Fact]
    public async Task Complete_Success_WritesJobAttemptDeliveryPieceAndChannelTogetherOnce()
    {
        await app.ChangeChannelAsync(channel.Id, c => (c.ConsecutiveFailures, c.CircuitOpenUntil, c.BackOffUntil) = (7, Now, Now));
        var job = await ClaimNewAsync();
        await ledger.BeginAsync([Intent(job) with { Probe = true }], Node, Now, default);
        app.Time.Advance(TimeSpan.FromSeconds(3));
        var outcome = Write(job, JobStatus.Succeeded, new ChannelEffect.Works(Now)) with
        {
            AttemptOutcome = "succeeded",
            RequestsJson = "[1]",
            LogJson = "[2]",
            Publication = Sent("ext", "https://x.example/1", "ok"),
        };

        Assert.Equal([job.Id], await CompleteAsync(outcome));
        Assert.Empty(await CompleteAsync(outcome));

        var row = await app.JobAsync(job.Id);
        Assert.Equal((JobStatus.Succeeded, 100, 2, (string?)null, (DateTimeOffset?)null, (int?)3000), (row.Status, row.Progress, row.CompletedSteps, row.Node, row.LeaseUntil, row.DurationMs));
        Assert.Equal(Now, row.CompletedAt);
        Assert.Equal(("ext", "https://x.example/1", "sent", Now), (row.Delivery!.ExternalId, row.Delivery.Permalink, row.Delivery.Evidence, row.Delivery.At));
        var attempt = Assert.Single(await app.AttemptsAsync(job.Id));
        Assert.Equal(("succeeded", "[1]", "[2]", Now), (attempt.Outcome, attempt.Requests, attempt.Log, attempt.CompletedAt!.Value));
        var piece = await app.FindContentAsync(job.ContentId);
        Assert.Equal((ContentState.Published, (DateTimeOffset?)Now), (piece!.State, piece.PublishedAt));
        var after = await app.ChannelAsync(channel.Id);
        Assert.Equal((0, null, null, (DateTimeOffset?)Now), (after.ConsecutiveFailures, after.CircuitOpenUntil, after.BackOffUntil, after.LastDeliveryAt));
    }

    [Fact]
    public async Task Complete_LastPartFails_NothingIsWrittenAndItIsSaid()
    {
        var job = await ClaimNewAsync();
        await BeginAsync(job);
        await BreakChannelsAsync();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => CompleteAsync(
            Write(job, JobStatus.Succeeded, new ChannelEffect.Works(Now)) with { AttemptOutcome = "succeeded", Publication = Sent("ext", null, null) }));

        var row = await app.JobAsync(job.Id);
        Assert.Equal((JobStatus.Running, null), (row.Status, row.Delivery));
        Assert.Null(Assert.Single(await app.AttemptsAsync(job.Id)).Outcome);
        Assert.Equal(ContentState.Publishing, await app.StateAsync(job.ContentId));
    }

    [Fact]
    public async Task Complete_ChannelThatWorksAllTheTime_SaysSoOnceASecond()
    {
        var first = Now;
        await CompleteAsync(Write(await ClaimNewAsync(), JobStatus.Succeeded, new ChannelEffect.Works(Now)));
        app.Time.Advance(TimeSpan.FromMilliseconds(900));
        await CompleteAsync(Write(await ClaimNewAsync(), JobStatus.Succeeded, new ChannelEffect.Works(Now)));
        Assert.Equal(first, (await app.ChannelAsync(channel.Id)).LastDeliveryAt);

        app.Time.Advance(TimeSpan.FromMilliseconds(200));
        await CompleteAsync(Write(await ClaimNewAsync(), JobStatus.Succeeded, new ChannelEffect.Works(Now)));

        Assert.Equal(Now, (await app.ChannelAsync(channel.Id)).LastDeliveryAt);
    }

    [Fact]
    public async Task SaveProgress_OnlyOfWhatIsStillOurs_IsWritten()
    {
        var mine = await ClaimNewAsync();
        var gone = await ClaimNewAsync();
        await ledger.ReleaseAsync([gone.Id], Node, Now.AddHours(1), default);

        await ledger.SaveProgressAsync([new JobProgress(mine.Id, 1, 40, "Publishing", 1, 3), new JobProgress(gone.Id, 1, 40, "Publishing", 1, 3)], Node, default);
        await ledger.SaveProgressAsync([new JobProgress(mine.Id, 2, 90, "Later", 2, 3)], Node, default);
        await ledger.SaveProgressAsync([new JobProgress(mine.Id, 1, 90, "Elsewhere", 2, 3)], Elsewhere, default);

        var row = await app.JobAsync(mine.Id);
        Assert.Equal((40, "Publishing", 1, 3), (row.Progress, row.CurrentStep, row.CompletedSteps, row.TotalSteps));
        Assert.Null((await app.JobAsync(gone.Id)).CurrentStep);
    }

    [Theory]
    [InlineData(JobStatus.Failed, 50, 1)]
    [InlineData(JobStatus.RetryScheduled, 50, 1)]
    [InlineData(JobStatus.Succeeded, 100, 2)]
    public async Task Complete_BeforeProgressWasSaved_TellsHowFarItCame(JobStatus to, int percent, int steps)
    {
        var job = await ClaimNewAsync();

        await CompleteAsync(Write(job, to) with { Progress = new LiveProgress(50, "Publishing", 1, 2) });

        var row = await app.JobAsync(job.Id);
        Assert.Equal((percent, steps), (row.Progress, row.CompletedSteps));
    }

    [Fact]
    public async Task Complete_ByRecovery_KeepsTheProgressThatWasSaved()
    {
        var job = await ClaimNewAsync();
        await ledger.SaveProgressAsync([new JobProgress(job.Id, 1, 40, "Publishing", 1, 3)], Node, default);

        await CompleteAsync(Write(job, JobStatus.Failed));

        var row = await app.JobAsync(job.Id);
        Assert.Equal((40, 1), (row.Progress, row.CompletedSteps));
    }

    [Fact]
    public async Task Complete_Failure_KeepsWhatToShow()
    {
        var job = await ClaimNewAsync();
        var write = Write(job, JobStatus.Failed) with
        {
            Transition = new JobTransition { Status = JobStatus.Failed, Failures = 4, ErrorKind = "rejected", ErrorMessage = "m", ErrorHint = "h", ErrorHttpStatus = 422, ErrorField = "title" },
        };

        await CompleteAsync(write);

        var row = await app.JobAsync(job.Id);
        Assert.Equal((JobStatus.Failed, 4, "rejected", "m", "h", (int?)422, "title"), (row.Status, row.Failures, row.ErrorKind, row.ErrorMessage, row.ErrorHint, row.ErrorHttpStatus, row.ErrorField));
        Assert.Equal(ContentState.Failed, await app.StateAsync(job.ContentId));
    }

    [Theory]
    [InlineData(JobStatus.Succeeded, true)]
    [InlineData(JobStatus.Failed, true)]
    [InlineData(JobStatus.RetryScheduled, false)]
    [InlineData(JobStatus.Unconfirmed, false)]
    public async Task Complete_LateAfterRecovery_OnlyCertaintyCounts(JobStatus status, bool counts)
    {
        var job = await ClaimNewAsync();
        await BeginAsync(job);
        app.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Single(await ledger.CompleteAsync([Write(job, JobStatus.Unconfirmed) with { Source = OutcomeSource.Recovery }], Elsewhere, default));

        var moved = await CompleteAsync(Write(job, status));

        Assert.Equal(counts, moved.Contains(job.Id));
        Assert.Equal(counts ? status : JobStatus.Unconfirmed, (await app.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task Complete_NewerAttemptBegan_IsNeverOverwritten()
    {
        var old = await ClaimNewAsync();
        await ledger.ReleaseAsync([old.Id], Node, Now, default);
        var newer = Assert.Single(await ledger.ClaimAsync([new ChannelQuota(channel.Id, 1)], Elsewhere, Now, Now.AddSeconds(30), default));

        Assert.Empty(await CompleteAsync(Write(old, JobStatus.Succeeded) with { Publication = Sent("old", null, null) }));

        var row = await app.JobAsync(old.Id);
        Assert.Equal((JobStatus.Running, 2, Elsewhere), (row.Status, row.Attempt, row.Node));
        Assert.Null(row.Delivery);
        Assert.Equal(2, newer.Attempt);
    }

    [Fact]
    public async Task Complete_RecoveryAfterTheOutcome_LeavesTheAttemptAsItWas()
    {
        var job = await ClaimNewAsync();
        await BeginAsync(job);
        await CompleteAsync(Write(job, JobStatus.Succeeded) with { AttemptOutcome = "succeeded" });
        app.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.Empty(await ledger.CompleteAsync([Write(job, JobStatus.Unconfirmed) with { Source = OutcomeSource.Recovery, AttemptOutcome = "unknown", AttemptError = "gone" }], Elsewhere, default));

        var attempt = Assert.Single(await app.AttemptsAsync(job.Id));
        Assert.Equal(("succeeded", null, Now.AddSeconds(-31)), (attempt.Outcome, attempt.Error, attempt.CompletedAt!.Value));
    }

    [Fact]
    public async Task Complete_OutcomeAfterTheRecovery_IsTheAttemptsLastWord()
    {
        var job = await ClaimNewAsync();
        await BeginAsync(job);
        app.Time.Advance(TimeSpan.FromSeconds(31));
        await ledger.CompleteAsync([Write(job, JobStatus.Unconfirmed) with { Source = OutcomeSource.Recovery, AttemptOutcome = "unknown", AttemptError = "gone" }], Elsewhere, default);

        await CompleteAsync(Write(job, JobStatus.Succeeded) with { AttemptOutcome = "succeeded" });

        var attempt = Assert.Single(await app.AttemptsAsync(job.Id));
        Assert.Equal(("succeeded", null), (attempt.Outcome, attempt.Error));
    }

    [Fact]
    public async Task Complete_AfterHoursOfRetries_LastsAsLongAsTheLastAttempt()
    {
        var job = await ClaimNewAsync();
        await BeginAsync(job);
        await CompleteAsync(Write(job, JobStatus.RetryScheduled) with { AttemptOutcome = "not_sent" });
        app.Time.Advance(TimeSpan.FromHours(1));
        var second = Assert.Single(await ClaimAsync(1));
        await BeginAsync(second);
        app.Time.Advance(TimeSpan.FromSeconds(2));

        await CompleteAsync(Write(second, JobStatus.Succeeded) with { StartedAt = second.ClaimedAt });

        Assert.Equal(2000, (await app.JobAsync(job.Id)).DurationMs);
    }

    [Fact]
    public async Task Complete_ByALookUp_LastsFromTheStartOfItsAttempt()
    {
        var job = await ClaimNewAsync();
        await ledger.ReleaseAsync([job.Id], Node, Now, default);
        app.Time.Advance(TimeSpan.FromHours(1));
        var second = Assert.Single(await ClaimAsync(1));
        await BeginAsync(second);
        await CompleteAsync(Write(second, JobStatus.Confirming));
        app.Time.Advance(TimeSpan.FromSeconds(7));

        await ledger.CompleteAsync([Write(second, JobStatus.Succeeded) with { Source = OutcomeSource.LookUp }], Node, default);

        Assert.Equal(7000, (await app.JobAsync(job.Id)).DurationMs);
    }

    [Fact]
    public async Task Claim_AfterASend_KnowsWhenItWasFirstSent()
    {
        var job = await ClaimNewAsync();
        Assert.Null(job.FirstSentAt);
        await BeginAsync(job);
        var sent = Now;
        for (var hour = 0; hour < 2; hour++)
        {
            await CompleteAsync(Write(job, JobStatus.RetryScheduled));
            app.Time.Advance(TimeSpan.FromHours(1));
            job = Assert.Single(await ClaimAsync(1));
            Assert.Equal(sent, job.FirstSentAt);
            await BeginAsync(job);
        }
    }

    [Fact]
    public async Task Complete_CancelledMeanwhile_StaysCancelled()
    {
        var job = await app.AddJobAsync(channel, status: JobStatus.Cancelled, change: j => j.Attempt = 1);

        Assert.Empty(await CompleteAsync(Write(job, 1, JobStatus.Succeeded)));
        Assert.Equal(JobStatus.Cancelled, (await app.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task Complete_Recovery_OnlyAfterTheLease()
    {
        var job = await ClaimNewAsync();
        var recovery = Write(job, JobStatus.Queued) with { Source = OutcomeSource.Recovery };

        Assert.Empty(await ledger.CompleteAsync([recovery with { At = Now.AddSeconds(29) }], Elsewhere, default));
        Assert.Single(await ledger.CompleteAsync([recovery with { At = Now.AddSeconds(30) }], Elsewhere, default));
    }

    [Fact]
    public async Task Complete_RecoveryThatThinksNothingWasBegun_DoesNotTakeWhatWas()
    {
        var job = await ClaimNewAsync();
        await BeginAsync(job);
        app.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.Empty(await ledger.CompleteAsync([Write(job, JobStatus.Queued) with { Source = OutcomeSource.Recovery }], Elsewhere, default));
        Assert.Equal(JobStatus.Running, (await app.JobAsync(job.Id)).Status);
    }

    [Theory]
    [InlineData(JobStatus.Confirming, true)]
    [InlineData(JobStatus.Unconfirmed, true)]
    [InlineData(JobStatus.Queued, false)]
    [InlineData(JobStatus.Running, false)]
    [InlineData(JobStatus.Failed, false)]
    [InlineData(JobStatus.Cancelled, false)]
    public async Task Complete_LookUp_OnlyFromWhatIsOpen(JobStatus from, bool moves)
    {
        var job = await app.AddJobAsync(channel, status: from, change: j => j.Attempt = 1);

        var moved = await CompleteAsync(Write(job, 1, JobStatus.Succeeded) with { Source = OutcomeSource.LookUp });

        Assert.Equal(moves, moved.Contains(job.Id));
        Assert.Equal(moves ? JobStatus.Succeeded : from, (await app.JobAsync(job.Id)).Status);
    }

    [Theory]
    [InlineData(ContentState.Published, "succeeded", "succeeded")]
    [InlineData(ContentState.PartiallyPublished, "failed", "succeeded")]
    [InlineData(ContentState.Failed, "failed", "failed")]
    [InlineData(ContentState.Publishing, "succeeded", "queued")]
    [InlineData(ContentState.Publishing, "failed", "unconfirmed")]
    [InlineData(ContentState.Publishing, "succeeded", "awaiting_manual")]
    [InlineData(ContentState.Scheduled, "queued", "queued")]
    [InlineData(ContentState.Published, "cancelled", "succeeded")]
    [InlineData(ContentState.Approved, "cancelled", "cancelled")]
    public async Task Complete_Mix_DerivesThePiece(ContentState expected, string ends, string other)
    {
        var second = await app.AddChannelAsync();
        var piece = await app.AddContentAsync(state: ContentState.Publishing, channels: [channel, second]);
        await app.AddJobAsync(second, piece, Core.Foundation.Common.SnakeCase.Parse<JobStatus>(other));
        var job = await app.AddJobAsync(channel, piece, JobStatus.Running, change: j => (j.Attempt, j.Node, j.NextAttemptAt) = (1, Node, null));

        await CompleteAsync(Write(job, 1, Core.Foundation.Common.SnakeCase.Parse<JobStatus>(ends)));

        Assert.Equal(expected, await app.StateAsync(piece.Id));
    }

    [Fact]
    public async Task Complete_NewestJobOfAChannel_Counts()
    {
        var piece = await app.AddContentAsync(state: ContentState.Publishing, channels: [channel]);
        await app.AddJobAsync(channel, piece, JobStatus.Failed);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        var newest = await app.AddJobAsync(channel, piece, JobStatus.Running, change: j => (j.Attempt, j.Node, j.NextAttemptAt) = (1, Node, null));
        app.Time.Advance(TimeSpan.FromSeconds(1));
        await app.AddJobAsync(channel, piece, JobStatus.Failed, dryRun: true);

        await CompleteAsync(Write(newest, 1, JobStatus.Succeeded));

        Assert.Equal(ContentState.Published, await app.StateAsync(piece.Id));
    }

    [Fact]
    public async Task Complete_TheLastTwoJobsAtOnce_PieceIsPublished()
    {
        for (var round = 0; round < 8; round++)
        {
            var second = await app.AddChannelAsync();
            var piece = await app.AddContentAsync(state: ContentState.Publishing, channels: [channel, second]);
            var jobs = new[] { channel, second }.Select(c => app.AddJobAsync(c, piece, JobStatus.Running, change: j => (j.Attempt, j.Node, j.NextAttemptAt) = (1, Node, null)));
            var both = await Task.WhenAll(jobs);

            await Task.WhenAll(both.Select(j => Task.Run(() => CompleteAsync(Write(j, 1, JobStatus.Succeeded)))));

            Assert.Equal(ContentState.Published, await app.StateAsync(piece.Id));
        }
    }

    [Fact]
    public async Task Complete_FailuresInARow_OpenTheCircuitAndDoubleIt()
    {
        for (var i = 1; i <= 4; i++)
        {
            await FailAsync();
        }

        Assert.Null((await app.ChannelAsync(channel.Id)).CircuitOpenUntil);
        foreach (var minutes in (int[])[1, 2, 4, 8, 16, 16])
        {
            await FailAsync();
            Assert.Equal(Now.AddMinutes(minutes), (await app.ChannelAsync(channel.Id)).CircuitOpenUntil);
        }

        Assert.Equal((10, "down"), ((await app.ChannelAsync(channel.Id)).ConsecutiveFailures, (await app.ChannelAsync(channel.Id)).LastProblem));
    }

    [Fact]
    public async Task Complete_SuccessWithinABatch_EndsTheRowOfFailures()
    {
        await app.ChangeChannelAsync(channel.Id, c => c.ConsecutiveFailures = 4);
        var works = await ClaimNewAsync();
        var fails = await ClaimNewAsync();

        await CompleteAsync(Write(works, JobStatus.Succeeded, new ChannelEffect.Works(Now)), Write(fails, JobStatus.Failed, new ChannelEffect.Failed("down")));

        var after = await app.ChannelAsync(channel.Id);
        Assert.Equal((1, null, (DateTimeOffset?)Now), (after.ConsecutiveFailures, after.CircuitOpenUntil, after.LastDeliveryAt));
    }

    [Fact]
    public async Task Complete_BackOffAndReconnect_HoldTheChannel()
    {
        await CompleteAsync(Write(await ClaimNewAsync(), JobStatus.RetryScheduled, new ChannelEffect.BackOff(Now.AddMinutes(5), "slow down")));
        await CompleteAsync(Write(await ClaimNewAsync(), JobStatus.RetryScheduled, new ChannelEffect.BackOff(Now.AddMinutes(2), "slow down")));
        Assert.Equal(Now.AddMinutes(5), (await app.ChannelAsync(channel.Id)).BackOffUntil);

        await CompleteAsync(Write(await ClaimNewAsync(), JobStatus.Queued, new ChannelEffect.Reconnect("who are you")));

        var after = await app.ChannelAsync(channel.Id);
        Assert.Equal((true, "who are you"), (after.NeedsReconnect, after.LastProblem));
    }

    [Fact]
    public async Task Renew_OnlyMine_IsKept()
    {
        var mine = await ClaimNewAsync();
        var done = await ClaimNewAsync();
        await CompleteAsync(Write(done, JobStatus.Succeeded));

        await ledger.RenewAsync([mine, done], Node, Now.AddSeconds(90), default);
        await ledger.RenewAsync([mine], Elsewhere, Now.AddSeconds(900), default);

        Assert.Equal(Now.AddSeconds(90), (await app.JobAsync(mine.Id)).LeaseUntil);
        Assert.Null((await app.JobAsync(done.Id)).LeaseUntil);
    }

    [Fact]
    public async Task Release_OnlyMine_IsDueAgain()
    {
        var job = await ClaimNewAsync();

        await ledger.ReleaseAsync([job.Id], Elsewhere, Now, default);
        Assert.Equal(JobStatus.Running, (await app.JobAsync(job.Id)).Status);
        await ledger.ReleaseAsync([job.Id], Node, Now, default);

        var row = await app.JobAsync(job.Id);
        Assert.Equal((JobStatus.Queued, (DateTimeOffset?)Now, (string?)null), (row.Status, row.NextAttemptAt, row.Node));
    }

    [Fact]
    public async Task Upcoming_DistinctInstantsWithinTheHorizon_InOrder()
    {
        foreach (var minutes in (int[])[7, 3, 3, 11, 0])
        {
            await app.AddJobAsync(channel, due: Now.AddMinutes(minutes));
        }

        await app.AddJobAsync(channel, due: Now.AddMinutes(4), status: JobStatus.Cancelled);

        Assert.Equal([Now.AddMinutes(3), Now.AddMinutes(7)], await ledger.UpcomingAsync(Now, Now.AddMinutes(10), 10, default));
        Assert.Equal([Now.AddMinutes(3)], await ledger.UpcomingAsync(Now, Now.AddMinutes(10), 1, default));
    }

    private async Task FailAsync() => await CompleteAsync(Write(await ClaimNewAsync(), JobStatus.RetryScheduled, new ChannelEffect.Failed("down")));

    private Task<IReadOnlyList<ClaimedJob>> ClaimAsync(int jobs) =>
        ledger.ClaimAsync([new ChannelQuota(channel.Id, jobs)], Node, Now, Now.AddSeconds(30), default);

    private async Task<ClaimedJob> ClaimNewAsync(bool dryRun = false)
    {
        var job = await app.AddJobAsync(channel, dryRun: dryRun);
        return Assert.Single(await ClaimAsync(10), j => j.Id == job.Id);
    }

    private async Task<ClaimedJob?> ClaimedAsync(Guid id)
    {
        var row = await app.JobAsync(id);
        return new ClaimedJob
        {
            Id = id, WorkspaceId = row.WorkspaceId, PublicationId = row.PublicationId, Action = row.Action, Attempts = 0, Overwrite = false, ContentId = row.ContentId, ChannelId = row.ChannelId, Attempt = row.Attempt, Failures = 0, MaxAttempts = 1, RunAt = row.RunAt,
            ClaimedAt = Now, StartedAt = Now, FirstSentAt = null, Misfire = row.Misfire, DryRun = row.DryRun, ResendUnknown = false, ContentHash = row.ContentHash, CorrelationId = row.CorrelationId,
        };
    }

    // The channel is what an outcome writes last.
    private async Task BreakChannelsAsync()
    {
        await using var db = app.Database.OpenUnscoped();
        await db.Database.ExecuteSqlRawAsync(provider == DatabaseProvider.Sqlite
            ? "CREATE TRIGGER broken BEFORE UPDATE ON channels BEGIN SELECT RAISE(ABORT, 'broken'); END"
            : "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$; CREATE TRIGGER broken BEFORE UPDATE ON channels FOR EACH ROW EXECUTE FUNCTION broken()");
    }

    private static PublicationChange Sent(string? externalId, string? permalink, string? response) => new()
    {
        Certainty = Certainty.Out, Evidence = "sent", Delivery = new NewDelivery(externalId, permalink, response, null, "hash", Guid.NewGuid()),
    };

    private Intent Intent(ClaimedJob job) => new(job, "hash", Now, Now);

    private async Task<IReadOnlySet<Guid>> BeginAsync(ClaimedJob job) =>
        (await ledger.BeginAsync([Intent(job)], Node, Now, default)).Where(g => g.Value == Gate.Open).Select(g => g.Key).ToHashSet();

    private Task<IReadOnlySet<Guid>> CompleteAsync(params IReadOnlyList<OutcomeWrite> writes) => ledger.CompleteAsync(writes, Node, default);

    private OutcomeWrite Write(ClaimedJob job, JobStatus to, ChannelEffect? effect = null) => new()
    {
        JobId = job.Id, WorkspaceId = job.WorkspaceId, PublicationId = job.PublicationId, Action = job.Action, ContentId = job.ContentId, ChannelId = job.ChannelId, Attempt = job.Attempt, DryRun = job.DryRun,
        Source = OutcomeSource.Attempt,
        Transition = new JobTransition { Status = to, NextAttemptAt = to is JobStatus.Queued or JobStatus.RetryScheduled ? Now.AddHours(1) : null },
        At = Now,
        Channel = effect ?? ChannelEffect.None,
    };

    private OutcomeWrite Write(PublishJob job, int attempt, JobStatus to) => new()
    {
        JobId = job.Id, WorkspaceId = job.WorkspaceId, PublicationId = job.PublicationId, Action = job.Action, ContentId = job.ContentId, ChannelId = job.ChannelId, Attempt = attempt, DryRun = job.DryRun,
        Source = OutcomeSource.Attempt,
        Transition = new JobTransition { Status = to, NextAttemptAt = to == JobStatus.Queued ? Now : null },
        At = Now,
    };
}

public sealed class SqliteLedgerTests() : LedgerTests(DatabaseProvider.Sqlite);

public sealed class PostgresLedgerTests() : LedgerTests(DatabaseProvider.Postgres);
