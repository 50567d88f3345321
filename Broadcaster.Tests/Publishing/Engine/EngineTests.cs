using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Scheduling;
using Broadcaster.Tests.Publishing.Jobs;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Publishing.Engine;

public abstract class EngineTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Fault Fault = new("The platform is unwell.", "Wait.", 503, "title");

    private EngineApp engine = null!;

    private TestApp App => engine.App;

    private ScriptedConnector Platform => engine.Platform;

    public async Task InitializeAsync() => engine = await EngineApp.StartAsync(provider);

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Publish_Approved_GoesOutOnceWithProofAndFiles()
    {
        var piece = await App.AddContentAsync("Hello", state: ContentState.Approved, channels: [engine.Channel]);
        var published = await App.Get<PublishContent>().ExecuteAsync(engine.Editor, piece.Id, [], false, default);

        await engine.RunDueAsync();
        await engine.RunDueAsync();

        var sent = Assert.Single(Platform.Sent);
        var job = await App.JobAsync(Assert.Single(published.Value.Jobs).Id);
        Assert.Equal((job.Id, job.Id.ToString(), "Hello", 1), (sent.JobId, sent.IdempotencyKey, sent.Rendered.Title, sent.Attempt));
        Assert.Equal((JobStatus.Succeeded, 100, 2), (job.Status, job.Progress, job.CompletedSteps));
        Assert.Equal(($"id-{job.Id}", "sent"), (job.Delivery!.ExternalId, job.Delivery.Evidence));
        Assert.Equal(ContentState.Published, await App.StateAsync(piece.Id));
        var attempt = Assert.Single(await App.AttemptsAsync(job.Id));
        Assert.Equal("succeeded", attempt.Outcome);
        Assert.NotNull(attempt.SendStartedAt);
        Assert.Contains("https://scripted.example/posts", attempt.Requests, StringComparison.Ordinal);
        Assert.Contains("Publishing", attempt.Log, StringComparison.Ordinal);
        var keeper = App.Get<FileKeeper>();
        await keeper.StartAsync(default);
        await keeper.StopAsync(default);
        Assert.Equal(2, Directory.GetFiles(App.Folder.Combine("published"), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Publish_SeveralChannels_RetryFailedTouchesOnlyTheFailed()
    {
        var other = await App.AddChannelAsync(ScriptedConnector.Id, name: "Other");
        var piece = await App.AddContentAsync(state: ContentState.Approved, channels: [engine.Channel, other]);
        Platform.OnSend = (r, _) => Task.FromResult<PublishOutcome>(r.Context.ChannelId == other.Id ? new PublishOutcome.Rejected(Fault) : new PublishOutcome.Succeeded());
        await App.Get<PublishContent>().ExecuteAsync(engine.Editor, piece.Id, [], false, default);
        await engine.RunDueAsync();
        Assert.Equal(ContentState.PartiallyPublished, await App.StateAsync(piece.Id));
        Platform.Answering();

        var again = await App.Get<RetryFailed>().ExecuteAsync(engine.Editor, piece.Id, default);
        await engine.RunDueAsync();

        Assert.Equal(other.Id, Assert.Single(again.Value.Jobs).ChannelId);
        Assert.Equal([1, 2], Platform.Sent.GroupBy(s => s.Context.ChannelId).Select(g => g.Count()).Order());
        Assert.Equal(ContentState.Published, await App.StateAsync(piece.Id));
    }

    [Fact]
    public async Task NotSent_IsRetriedOnTimeAndThenFails()
    {
        Platform.OnSend = (_, _) => Task.FromResult<PublishOutcome>(new PublishOutcome.NotSent(Fault));
        var job = await App.AddJobAsync(engine.Channel, maxAttempts: 3);
        await engine.RunDueAsync();
        var waiting = await App.JobAsync(job.Id);
        Assert.Equal((JobStatus.RetryScheduled, 1, "not_sent", ContentState.Publishing), (waiting.Status, waiting.Failures, waiting.ErrorKind, await App.StateAsync(job.ContentId)));

        await engine.RunDueAfterAsync(waiting.NextAttemptAt!.Value - engine.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        Assert.Single(Platform.Sent);
        await engine.RunDueAfterAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Platform.Sent.Count);
        await engine.RunDueAfterAsync(TimeSpan.FromMinutes(3));

        var failed = await App.JobAsync(job.Id);
        Assert.Equal((JobStatus.Failed, 3, "The platform is unwell."), (failed.Status, failed.Failures, failed.ErrorMessage));
        Assert.Equal(ContentState.Failed, await App.StateAsync(job.ContentId));
        Assert.Equal(["not_sent", "not_sent", "not_sent"], (await App.AttemptsAsync(job.Id)).Select(a => a.Outcome));
        await engine.RunDueAfterAsync(TimeSpan.FromHours(2));
        Assert.Equal(3, Platform.Sent.Count);
    }

    [Fact]
    public async Task RateLimited_HoldsTheWholeChannelUntilThen()
    {
        Platform.Answering(new PublishOutcome.RateLimited(engine.Time.GetUtcNow().AddMinutes(5), Fault));
        var job = await App.AddJobAsync(engine.Channel);
        await engine.RunDueAsync();
        await App.AddJobAsync(engine.Channel);

        await engine.RunDueAfterAsync(TimeSpan.FromMinutes(4));
        Assert.Single(Platform.Sent);
        await engine.RunDueAfterAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(3, Platform.Sent.Count);
        Assert.Equal((JobStatus.Succeeded, 0), ((await App.JobAsync(job.Id)).Status, (await App.JobAsync(job.Id)).Failures));
    }

    [Fact]
    public async Task NeedsReconnect_HoldsTheChannelAndNothingIsBurnt()
    {
        Platform.Answering(new PublishOutcome.NeedsReconnect(Fault));
        var first = await App.AddJobAsync(engine.Channel);
        await engine.RunDueAsync();
        var second = await App.AddJobAsync(engine.Channel);
        await engine.RunDueAfterAsync(TimeSpan.FromHours(1));
        Assert.Single(Platform.Sent);
        Assert.True((await App.ChannelAsync(engine.Channel.Id)).NeedsReconnect);
        Assert.Equal((JobStatus.Queued, 0), ((await App.JobAsync(first.Id)).Status, (await App.JobAsync(first.Id)).Failures));

        var reconnected = await App.Get<ReconnectChannel>().ExecuteAsync(App.CallerAs(Role.Owner), engine.Channel.Id, default);
        await engine.RunDueAsync();

        Assert.True(reconnected.Ok);
        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(first.Id)).Status);
        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(second.Id)).Status);
    }

    [Fact]
    public async Task Rejected_FailsAtOnceAndKeepsTheField()
    {
        Platform.Answering(new PublishOutcome.Rejected(Fault));
        var job = await App.AddJobAsync(engine.Channel);

        await engine.RunDueAsync();

        var failed = await App.JobAsync(job.Id);
        Assert.Equal((JobStatus.Failed, "rejected", "title", (int?)503, "Wait."), (failed.Status, failed.ErrorKind, failed.ErrorField, failed.ErrorHttpStatus, failed.ErrorHint));
        Assert.Equal(0, (await App.ChannelAsync(engine.Channel.Id)).ConsecutiveFailures);
    }

    [Fact]
    public async Task Unknown_WithoutGuarantee_IsNeverSentAgainByItself()
    {
        Platform.Answering(new PublishOutcome.Unknown(Fault));
        var job = await App.AddJobAsync(engine.Channel);
        await engine.RunDueAsync();

        for (var hour = 0; hour < 30; hour++)
        {
            await engine.LookUpAfterAsync(TimeSpan.FromHours(1));
            await engine.RecoverAsync();
            await engine.RunDueAsync();
        }

        Assert.Single(Platform.Sent);
        Assert.Equal(0, Platform.Looks);
        Assert.Equal(JobStatus.Unconfirmed, (await App.JobAsync(job.Id)).Status);
        Assert.Equal(ContentState.Publishing, await App.StateAsync(job.ContentId));
    }

    [Fact]
    public async Task Unknown_ConfirmedByAPerson_IsOut()
    {
        Platform.Answering(new PublishOutcome.Unknown(Fault));
        var job = await App.AddJobAsync(engine.Channel);
        await engine.RunDueAsync();

        var confirmed = await App.Get<ConfirmJob>().ExecuteAsync(engine.Editor, job.Id, "https://x.example/1", null, default);

        Assert.True(confirmed.Ok, confirmed.Ok ? "" : confirmed.Error.Message);
        var row = await App.JobAsync(job.Id);
        Assert.Equal((JobStatus.Succeeded, "confirmed", "https://x.example/1"), (row.Status, row.Delivery!.Evidence, row.Delivery.Permalink));
        Assert.Equal(ContentState.Published, await App.StateAsync(job.ContentId));
    }

    [Fact]
    public async Task Unknown_SentAgainOnlyWhenAPersonSaysItIsNotOut()
    {
        Platform.Answering(new PublishOutcome.Unknown(Fault));
        var job = await App.AddJobAsync(engine.Channel);
        await engine.RunDueAsync();

        var refused = await App.Get<RetryJob>().ExecuteAsync(engine.Editor, job.Id, notPublished: false, default);
        await engine.RunDueAsync();
        Assert.IsType<ConfirmationNeeded>(refused.Error);
        Assert.Single(Platform.Sent);
        var again = await App.Get<RetryJob>().ExecuteAsync(engine.Editor, job.Id, notPublished: true, default);
        await engine.RunDueAsync();

        Assert.True(again.Ok);
        Assert.True(Platform.Sent[1].ResendUnknown);
        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task Unknown_FindableAndThere_IsDelivered()
    {
        var job = await UnknownFindableAsync();
        Platform.OnFind = r => new FindOutcome.Found("found-1", $"https://x.example/{r.Attempt}");

        await engine.LookUpAfterAsync(TimeSpan.FromSeconds(9));
        Assert.Equal(0, Platform.Looks);
        await engine.LookUpAfterAsync(TimeSpan.FromSeconds(1));
        await engine.RunDueAfterAsync(TimeSpan.FromHours(2));

        var row = await App.JobAsync(job.Id);
        Assert.Equal((JobStatus.Succeeded, "found", "found-1"), (row.Status, row.Delivery!.Evidence, row.Delivery.ExternalId));
        Assert.Single(Platform.Sent);
        Assert.Equal(ContentState.Published, await App.StateAsync(job.ContentId));
        Assert.Contains(await NotesAsync(job.Id), n => n.StartsWith("Looked up: it is out.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unknown_FindableAndAbsent_IsSentAgain()
    {
        var job = await UnknownFindableAsync();
        Platform.OnFind = _ => new FindOutcome.Absent();

        await engine.LookUpAfterAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(JobStatus.RetryScheduled, (await App.JobAsync(job.Id)).Status);
        await engine.RunDueAfterAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(2, Platform.Sent.Count);
        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task Unknown_FindableAndNobodyCanTell_IsLeftToAPersonAndNeverSent()
    {
        var job = await UnknownFindableAsync();
        var asked = 0;
        Platform.OnFind = _ => ++asked % 2 == 0 ? throw new InvalidOperationException("a bug") : new FindOutcome.Inconclusive(Fault);

        for (var i = 0; i < 12; i++)
        {
            await engine.LookUpAfterAsync(TimeSpan.FromHours(2));
            await engine.RunDueAsync();
        }

        var row = await App.JobAsync(job.Id);
        Assert.Equal((JobStatus.Unconfirmed, (DateTimeOffset?)null, 8), (row.Status, row.NextAttemptAt, row.LookUps));
        Assert.Equal(8, asked);
        Assert.Single(Platform.Sent);
    }

    [Fact]
    public async Task Unknown_Idempotent_IsSentAgainWithTheSameKey()
    {
        Platform.Guarantee = Guarantee.IdempotentKey;
        Platform.Answering(new PublishOutcome.Unknown(Fault));
        var job = await App.AddJobAsync(engine.Channel);
        await engine.RunDueAsync();

        await engine.RunDueAfterAsync(TimeSpan.FromMinutes(2));

        Assert.Equal([job.Id.ToString(), job.Id.ToString()], Platform.Sent.Select(s => s.IdempotencyKey));
        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task Pending_IsOnlyChecked()
    {
        Platform.Answering(new PublishOutcome.Pending("h-1", TimeSpan.FromSeconds(5)));
        var job = await App.AddJobAsync(engine.Channel);
        await engine.RunDueAsync();
        Platform.OnCheck = h => h == "h-1" ? new PublishOutcome.NotSent(Fault) : new PublishOutcome.Rejected(Fault);
        await engine.LookUpAfterAsync(TimeSpan.FromSeconds(5));
        Assert.Equal((JobStatus.Confirming, "h-1", 1), ((await App.JobAsync(job.Id)).Status, (await App.JobAsync(job.Id)).PendingHandle, (await App.JobAsync(job.Id)).LookUps));

        Platform.OnCheck = h => new PublishOutcome.Succeeded(h);
        await engine.LookUpAfterAsync(TimeSpan.FromMinutes(2));
        await engine.RunDueAsync();

        var row = await App.JobAsync(job.Id);
        Assert.Equal((JobStatus.Succeeded, "checked", "h-1"), (row.Status, row.Delivery!.Evidence, row.Delivery.ExternalId));
        Assert.Single(Platform.Sent);
    }

    [Fact]
    public async Task EditedBehindTheEnginesBack_IsNotSent()
    {
        var job = await App.AddJobAsync(engine.Channel);
        await using (var db = App.Database.OpenUnscoped())
        {
            await db.Contents.IgnoreQueryFilters().Where(c => c.Id == job.ContentId).ExecuteUpdateAsync(s => s.SetProperty(c => c.Body, "Something else."));
        }

        await engine.RunDueAsync();

        Assert.Empty(Platform.Sent);
        Assert.Equal((JobStatus.Failed, "content_changed"), ((await App.JobAsync(job.Id)).Status, (await App.JobAsync(job.Id)).ErrorKind));
        Assert.Empty(await App.AttemptsAsync(job.Id));
    }

    [Fact]
    public async Task ApprovalTakenAway_WhereItIsRequired_IsNotSent()
    {
        var job = await App.AddJobAsync(engine.Channel);
        await App.ChangeSettingsAsync(s => s with { Approvals = new ApprovalSettings { Mode = ApprovalMode.Required } });
        await using (var db = App.Database.OpenUnscoped())
        {
            await db.Contents.IgnoreQueryFilters().Where(c => c.Id == job.ContentId).ExecuteUpdateAsync(s => s.SetProperty(c => c.ApprovedHash, (string?)null));
        }

        await engine.RunDueAsync();

        Assert.Empty(Platform.Sent);
        Assert.Equal("not_approved", (await App.JobAsync(job.Id)).ErrorKind);
    }

    [Fact]
    public async Task Cancel_BeforeTheIntent_Wins()
    {
        var job = await App.AddJobAsync(engine.Channel);
        await engine.ClaimElsewhereAsync(job, begin: false);

        var cancelled = await App.Get<CancelJob>().ExecuteAsync(engine.Editor, job.Id, default);

        Assert.True(cancelled.Ok, cancelled.Ok ? "" : cancelled.Error.Message);
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        await engine.RecoverAsync();
        await engine.RunDueAsync();
        Assert.Empty(Platform.Sent);
        Assert.Equal(JobStatus.Cancelled, (await App.JobAsync(job.Id)).Status);
        Assert.Equal(ContentState.Approved, await App.StateAsync(job.ContentId));
    }

    [Fact]
    public async Task Cancel_AfterTheIntent_Loses()
    {
        var sending = new TaskCompletionSource();
        var answer = new TaskCompletionSource<PublishOutcome>();
        Platform.OnSend = (_, _) =>
        {
            sending.SetResult();
            return answer.Task;
        };
        var job = await App.AddJobAsync(engine.Channel);
        await engine.Dispatcher.LookAsync(default);
        await sending.Task.Soon();

        var refused = await App.Get<CancelJob>().ExecuteAsync(engine.Editor, job.Id, default);
        answer.SetResult(new PublishOutcome.Succeeded("out"));
        await engine.Dispatcher.Sending.Soon();

        Assert.False(refused.Ok);
        Assert.Equal((JobStatus.Succeeded, "out"), ((await App.JobAsync(job.Id)).Status, (await App.JobAsync(job.Id)).Delivery!.ExternalId));
    }

    [Fact]
    public async Task DryRun_GoesToTheWireAndNoFurther()
    {
        var piece = await App.AddContentAsync(state: ContentState.Approved, channels: [engine.Channel]);
        var planned = await App.Get<PublishContent>().ExecuteAsync(engine.Editor, piece.Id, [], dryRun: true, default);

        await engine.RunDueAsync();

        Assert.Empty(Platform.Sent);
        var job = await App.JobAsync(Assert.Single(planned.Value.Jobs).Id);
        Assert.Equal(JobStatus.Succeeded, job.Status);
        Assert.Null(job.Delivery);
        Assert.Contains("Dry run", Assert.Single(await App.AttemptsAsync(job.Id)).Requests, StringComparison.Ordinal);
        var after = await App.FindContentAsync(piece.Id);
        Assert.Equal((ContentState.Approved, piece.Version), (after!.State, after.Version));
        Assert.Null((await App.ChannelAsync(engine.Channel.Id)).LastDeliveryAt);
        Assert.False(Directory.Exists(App.Folder.Combine("published")));
    }

    [Fact]
    public async Task DryRun_WithoutCredentials_FailsAndDoesNotSpin()
    {
        Platform.DryRunAnswer = new PublishOutcome.NeedsReconnect(Fault);
        var job = await App.AddJobAsync(engine.Channel, dryRun: true);

        await engine.RunDueAsync();

        Assert.Equal((JobStatus.Failed, 1), ((await App.JobAsync(job.Id)).Status, (await App.JobAsync(job.Id)).Attempt));
        Assert.False((await App.ChannelAsync(engine.Channel.Id)).NeedsReconnect);
    }

    [Theory]
    [InlineData(MisfirePolicy.Publish, JobStatus.Succeeded, ContentState.Published)]
    [InlineData(MisfirePolicy.Skip, JobStatus.Cancelled, ContentState.Approved)]
    [InlineData(MisfirePolicy.Ask, JobStatus.AwaitingManual, ContentState.Publishing)]
    public async Task Late_GoesByItsPolicy(MisfirePolicy policy, JobStatus status, ContentState state)
    {
        var job = await App.AddJobAsync(engine.Channel, misfire: policy);

        await engine.RunDueAfterAsync(TimeSpan.FromMinutes(6));

        var row = await App.JobAsync(job.Id);
        Assert.Equal((status, state), (row.Status, await App.StateAsync(job.ContentId)));
        Assert.Equal(policy == MisfirePolicy.Publish ? 1 : 0, Platform.Sent.Count);
        Assert.Equal(360_000, row.LatenessMs);
    }

    [Fact]
    public async Task LateAndAsked_SentWhenAPersonSaysSo()
    {
        var job = await App.AddJobAsync(engine.Channel, misfire: MisfirePolicy.Ask);
        await engine.RunDueAfterAsync(TimeSpan.FromMinutes(6));

        var again = await App.Get<RetryJob>().ExecuteAsync(engine.Editor, job.Id, notPublished: false, default);
        await engine.RunDueAsync();

        Assert.True(again.Ok);
        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task ALittleLate_IsNotAMisfire()
    {
        await App.AddJobAsync(engine.Channel, misfire: MisfirePolicy.Skip);

        await engine.RunDueAfterAsync(TimeSpan.FromMinutes(4));

        Assert.Single(Platform.Sent);
    }

    [Fact]
    public async Task Crash_BeforeTheIntent_IsDueAgain()
    {
        var job = await App.AddJobAsync(engine.Channel);
        await engine.ClaimElsewhereAsync(job, begin: false);

        await engine.RecoverAsync();
        Assert.Equal(JobStatus.Running, (await App.JobAsync(job.Id)).Status);
        engine.Time.Advance(TimeSpan.FromSeconds(31));
        await engine.RecoverAsync();
        await engine.RunDueAsync();

        var row = await App.JobAsync(job.Id);
        Assert.Equal((JobStatus.Succeeded, 2, 0), (row.Status, row.Attempt, row.Failures));
        Assert.Single(Platform.Sent);
    }

    [Theory]
    [InlineData(Guarantee.None, JobStatus.Unconfirmed)]
    [InlineData(Guarantee.Findable, JobStatus.Unconfirmed)]
    [InlineData(Guarantee.IdempotentKey, JobStatus.RetryScheduled)]
    public async Task Crash_AfterTheIntent_IsUnknown(Guarantee guarantee, JobStatus expected)
    {
        Platform.Guarantee = guarantee;
        var job = await App.AddJobAsync(engine.Channel);
        await engine.ClaimElsewhereAsync(job, begin: true);
        engine.Time.Advance(TimeSpan.FromSeconds(31));

        await engine.RecoverAsync();
        await engine.RunDueAsync();

        var row = await App.JobAsync(job.Id);
        Assert.Equal((expected, guarantee == Guarantee.Findable), (row.Status, row.Status == JobStatus.Unconfirmed && row.NextAttemptAt is not null));
        Assert.Equal("unknown", Assert.Single(await App.AttemptsAsync(job.Id)).Outcome);
        Assert.Empty(Platform.Sent);
    }

    [Fact]
    public async Task Crash_Resumable_GoesOn()
    {
        Platform.Capabilities = Capabilities.Resumable;
        var job = await App.AddJobAsync(engine.Channel);
        await engine.ClaimElsewhereAsync(job, begin: true);
        engine.Time.Advance(TimeSpan.FromSeconds(31));

        await engine.RecoverAsync();
        await engine.RunDueAsync();

        Assert.Equal((JobStatus.Succeeded, false), ((await App.JobAsync(job.Id)).Status, Assert.Single(Platform.Sent).ResendUnknown));
    }

    [Fact]
    public async Task ConnectorThrows_BeforeTheWire_Fails()
    {
        Platform.OnPrepare = _ => throw new InvalidOperationException("a bug");
        var job = await App.AddJobAsync(engine.Channel);

        await engine.RunDueAsync();

        Assert.Equal((JobStatus.Failed, "rejected"), ((await App.JobAsync(job.Id)).Status, (await App.JobAsync(job.Id)).ErrorKind));
    }

    [Fact]
    public async Task ConnectorThrows_OnTheWire_IsUnknown()
    {
        Platform.OnSend = (_, _) => throw new InvalidOperationException("a bug");
        var job = await App.AddJobAsync(engine.Channel);

        await engine.RunDueAsync();

        Assert.Equal(JobStatus.Unconfirmed, (await App.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task HangingChannel_DoesNotStopAnother()
    {
        var answer = new TaskCompletionSource<PublishOutcome>();
        var healthy = await App.AddChannelAsync(ScriptedConnector.Id, name: "Healthy");
        var done = new TaskCompletionSource();
        Platform.OnSend = (r, _) =>
        {
            if (r.Context.ChannelId == engine.Channel.Id)
            {
                return answer.Task;
            }

            done.TrySetResult();
            return Task.FromResult<PublishOutcome>(new PublishOutcome.Succeeded());
        };
        for (var i = 0; i < 12; i++)
        {
            await App.AddJobAsync(engine.Channel);
        }

        await engine.Dispatcher.LookAsync(default);
        await App.AddJobAsync(healthy);
        await engine.Dispatcher.LookAsync(default);

        await done.Task.Soon();
        Assert.InRange(Platform.Sent.Count(s => s.Context.ChannelId == engine.Channel.Id), 0, 4);
        answer.SetResult(new PublishOutcome.Succeeded());
        await engine.Dispatcher.Sending.Soon();
    }

    [Fact]
    public async Task Shutdown_WhatHasNotBegun_IsGivenBack()
    {
        using var stop = new CancellationTokenSource();
        var answer = new TaskCompletionSource<PublishOutcome>();
        var sending = new TaskCompletionSource();
        Platform.OnSend = (_, _) =>
        {
            sending.TrySetResult();
            return answer.Task;
        };
        await App.ChangeChannelAsync(engine.Channel.Id, c => c.MaxConcurrency = 1);
        var jobs = new[] { await App.AddJobAsync(engine.Channel), await App.AddJobAsync(engine.Channel) };
        await engine.Dispatcher.LookAsync(stop.Token);
        await sending.Task.Soon();

        await stop.CancelAsync();
        answer.SetResult(new PublishOutcome.Succeeded());
        await engine.Dispatcher.Sending.Soon();

        var rows = new[] { await App.JobAsync(jobs[0].Id), await App.JobAsync(jobs[1].Id) };
        Assert.Equal([JobStatus.Queued, JobStatus.Succeeded], rows.Select(r => r.Status).Order());
        Assert.All(rows, r => Assert.Null(r.Node));
        await engine.RunDueAsync();
        Assert.Equal(2, Platform.Sent.Count);
    }

    [Fact]
    public async Task Abort_WhatIsBeingSent_BecomesUnknownAndIsWritten()
    {
        await using var hosted = await EngineApp.StartAsync(provider, hosted: true);
        var sending = new TaskCompletionSource();
        hosted.Platform.OnSend = async (_, ct) =>
        {
            sending.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, hosted.Time, ct);
            return new PublishOutcome.Succeeded();
        };
        var job = await hosted.App.AddJobAsync(hosted.Channel);
        await hosted.Dispatcher.StartAsync(default);
        await sending.Task.Soon();

        await hosted.Dispatcher.StopAsync(default);

        Assert.Equal((JobStatus.Unconfirmed, "unknown"), ((await hosted.App.JobAsync(job.Id)).Status, Assert.Single(await hosted.App.AttemptsAsync(job.Id)).Outcome));
        Assert.Equal(0, (await hosted.App.ChannelAsync(hosted.Channel.Id)).ConsecutiveFailures);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DatabaseAway_WhileBeginning_NothingIsSentBeforeTheIntentIsIn(bool afterTheWrite)
    {
        engine.Ledger.FailBegins = 2;
        engine.Ledger.AfterTheWrite = afterTheWrite;
        var job = await App.AddJobAsync(engine.Channel);
        await engine.Dispatcher.LookAsync(default);
        await engine.Time.WaitForTimersAsync();
        Assert.Empty(Platform.Sent);

        await engine.PassTimeUntilAsync(engine.Dispatcher.Sending);

        Assert.Equal(3, engine.Ledger.Begins);
        Assert.Single(Platform.Sent);
        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task DatabaseAway_ForLongerThanHalfALease_NothingIsSent()
    {
        engine.Ledger.FailBegins = int.MaxValue;
        var job = await App.AddJobAsync(engine.Channel);
        await engine.Dispatcher.LookAsync(default);

        await engine.PassTimeUntilAsync(engine.Dispatcher.Sending);

        Assert.Empty(Platform.Sent);
        engine.Ledger.FailBegins = 0;
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        await engine.RecoverAsync();
        await engine.RunDueAsync();
        Assert.Single(Platform.Sent);
        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(job.Id)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DatabaseAway_WhileCompleting_TheOutcomeIsWrittenLaterOnce(bool afterTheWrite)
    {
        engine.Ledger.FailCompletes = 3;
        engine.Ledger.AfterTheWrite = afterTheWrite;
        var job = await App.AddJobAsync(engine.Channel);
        await engine.Dispatcher.LookAsync(default);

        await engine.PassTimeUntilAsync(engine.Dispatcher.Sending);

        Assert.Equal(4, engine.Ledger.Completes);
        Assert.Single(Platform.Sent);
        var row = await App.JobAsync(job.Id);
        Assert.Equal((JobStatus.Succeeded, true), (row.Status, row.Delivery is not null));
        Assert.Equal(ContentState.Published, await App.StateAsync(job.ContentId));
    }

    [Fact]
    public async Task CircuitOpens_OneProbeClosesIt()
    {
        Platform.OnSend = (_, _) => Task.FromResult<PublishOutcome>(new PublishOutcome.NotSent(Fault));
        for (var i = 0; i < 8; i++)
        {
            await App.AddJobAsync(engine.Channel, maxAttempts: 9);
        }

        await engine.RunDueAsync();
        var burnt = Platform.Sent.Count;
        Assert.NotNull((await App.ChannelAsync(engine.Channel.Id)).CircuitOpenUntil);
        await engine.RunDueAsync();
        Assert.Equal(burnt, Platform.Sent.Count);
        Platform.Answering();
        engine.Time.Advance(TimeSpan.FromMinutes(30));

        await engine.Dispatcher.LookAsync(default);
        await engine.Dispatcher.Sending.Soon();

        Assert.Equal(burnt + 1, Platform.Sent.Count);
        await engine.RunDueAsync();
        Assert.Equal(burnt + 8, Platform.Sent.Count);
        Assert.Null((await App.ChannelAsync(engine.Channel.Id)).CircuitOpenUntil);
    }

    private async Task<PublishJob> UnknownFindableAsync()
    {
        Platform.Guarantee = Guarantee.Findable;
        Platform.Answering(new PublishOutcome.Unknown(Fault));
        var job = await App.AddJobAsync(engine.Channel);
        await engine.RunDueAsync();
        Assert.Equal(JobStatus.Unconfirmed, (await App.JobAsync(job.Id)).Status);
        return job;
    }

    private async Task<List<string>> NotesAsync(Guid jobId)
    {
        await using var db = App.Database.OpenUnscoped();
        return await db.PublishJobEvents.IgnoreQueryFilters([Filters.Workspace]).Where(e => e.JobId == jobId).Select(e => e.Message).ToListAsync();
    }
}

public sealed class SqliteEngineTests() : EngineTests(DatabaseProvider.Sqlite);

public sealed class PostgresEngineTests() : EngineTests(DatabaseProvider.Postgres);
