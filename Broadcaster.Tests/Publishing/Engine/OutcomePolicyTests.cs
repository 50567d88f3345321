using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;

namespace Broadcaster.Tests.Publishing.Engine;

public sealed class OutcomePolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly Fault Fault = new("It went wrong.", "Do this.", 503, "body");

    [Fact]
    public void AfterAttempt_Succeeded_Ends()
    {
        var next = OutcomePolicy.AfterAttempt(new PublishOutcome.Succeeded("1"), Facts(failures: 2), Now, 0);

        Assert.Equal(JobStatus.Succeeded, next.Status);
        Assert.Null(next.NextAttemptAt);
        Assert.Null(next.ErrorKind);
        Assert.Equal(2, next.Failures);
    }

    [Fact]
    public void AfterAttempt_Pending_ConfirmsWithTheHandle()
    {
        var next = OutcomePolicy.AfterAttempt(new PublishOutcome.Pending("h", TimeSpan.FromSeconds(7)), Facts(), Now, 0);

        Assert.Equal((JobStatus.Confirming, "h", Now.AddSeconds(7)), (next.Status, next.PendingHandle, next.NextAttemptAt));
    }

    [Fact]
    public void AfterAttempt_AwaitingManual_ShowsTheInstructions()
    {
        var next = OutcomePolicy.AfterAttempt(new PublishOutcome.AwaitingManual("Paste it."), Facts(), Now, 0);

        Assert.Equal((JobStatus.AwaitingManual, "Paste it.", null), (next.Status, next.ErrorMessage, next.NextAttemptAt));
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(1, 120)]
    [InlineData(2, 240)]
    [InlineData(3, 480)]
    [InlineData(4, 960)]
    [InlineData(5, 1920)]
    [InlineData(6, 3600)]
    [InlineData(40, 3600)]
    public void AfterAttempt_NotSent_WaitsTwiceAsLongEachTimeUpToAnHour(int failures, int seconds)
    {
        var next = OutcomePolicy.AfterAttempt(new PublishOutcome.NotSent(Fault), Facts(failures, 100), Now, 0);

        Assert.Equal(JobStatus.RetryScheduled, next.Status);
        Assert.Equal(failures + 1, next.Failures);
        Assert.Equal(Now.AddSeconds(seconds), next.NextAttemptAt);
        Assert.Equal(("not_sent", "It went wrong.", "Do this.", 503, "body"), (next.ErrorKind, next.ErrorMessage, next.ErrorHint, next.ErrorHttpStatus, next.ErrorField));
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(0.5, 66)]
    [InlineData(1, 72)]
    public void Backoff_Jitter_AddsUpToAFifth(double jitter, int seconds) =>
        Assert.Equal(seconds, OutcomePolicy.Backoff(1, [60], jitter).TotalSeconds, 6);

    [Fact]
    public void Backoff_AtTheCap_JitterAddsNothing() =>
        Assert.Equal(TimeSpan.FromHours(1), OutcomePolicy.Backoff(9, [3600], 1));

    [Fact]
    public void Backoff_NoStepsSet_UsesTheDefault() =>
        Assert.Equal(TimeSpan.FromMinutes(1), OutcomePolicy.Backoff(1, [], 0));

    [Fact]
    public void AfterAttempt_NotSentWithRetriesUsedUp_Fails()
    {
        var next = OutcomePolicy.AfterAttempt(new PublishOutcome.NotSent(Fault), Facts(failures: 3, maxAttempts: 4), Now, 0);

        Assert.Equal((JobStatus.Failed, 4, null), (next.Status, next.Failures, next.NextAttemptAt));
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(7200, 7200)]
    [InlineData(-5, 60)]
    public void AfterAttempt_RateLimited_GoesByThePlatformsTimeAndBurnsNoRetry(int untilSeconds, int waits)
    {
        var next = OutcomePolicy.AfterAttempt(new PublishOutcome.RateLimited(Now.AddSeconds(untilSeconds), Fault), Facts(failures: 3), Now, 0.9);

        Assert.Equal((JobStatus.RetryScheduled, 3, Now.AddSeconds(waits)), (next.Status, next.Failures, next.NextAttemptAt!.Value));
        Assert.Equal("rate_limited", next.ErrorKind);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(60, 1, 30)]
    [InlineData(60, 45, 45)]
    [InlineData(4 * 3600, 1, 3600)]
    [InlineData(4 * 3600, 7200, 7200)]
    public void AfterAttempt_RateLimitedAgain_WaitsLongerTheLongerItHasBeenTried(int triedSeconds, int untilSeconds, int waits)
    {
        var next = OutcomePolicy.AfterAttempt(new PublishOutcome.RateLimited(Now.AddSeconds(untilSeconds), Fault), Facts(startedAt: Now.AddSeconds(-triedSeconds)), Now, 0.9);

        Assert.Equal((JobStatus.RetryScheduled, Now.AddSeconds(waits)), (next.Status, next.NextAttemptAt!.Value));
    }

    [Fact]
    public void AfterAttempt_RateLimitedWithASecondAllDay_IsAskedAFewDozenTimes()
    {
        var (at, tries) = (Now, 0);
        for (var next = AskAt(at); next.Status == JobStatus.RetryScheduled; next = AskAt(at))
        {
            at = next.NextAttemptAt!.Value;
            tries++;
        }

        Assert.InRange(tries, 24, 60);
        Assert.InRange(at - Now, TimeSpan.FromHours(23), TimeSpan.FromHours(25));

        JobTransition AskAt(DateTimeOffset now) => OutcomePolicy.AfterAttempt(new PublishOutcome.RateLimited(now.AddSeconds(1), Fault), Facts(startedAt: Now), now, 0);
    }

    [Fact]
    public void AfterCheck_RateLimitedWithASecond_WaitsAsLongAsAfterAnyCheckThatFailed()
    {
        var next = OutcomePolicy.AfterCheck(new PublishOutcome.RateLimited(Now.AddSeconds(1), Fault), "h", Facts() with { LookUps = 2 }, Now, 0);

        Assert.Equal((JobStatus.Confirming, Now.AddSeconds(240)), (next.Status, next.NextAttemptAt!.Value));
    }

    [Fact]
    public void AfterAttempt_RateLimitedForMoreThanADay_Fails() =>
        Assert.Equal(JobStatus.Failed, OutcomePolicy.AfterAttempt(new PublishOutcome.RateLimited(Now.AddHours(25), Fault), Facts(), Now, 0).Status);

    [Fact]
    public void AfterAttempt_RateLimitedAgainAndAgain_FailsADayAfterTheFirstStartAndSaysSo()
    {
        // Always only an hour more: counted from each try it would never end.
        var patient = OutcomePolicy.AfterAttempt(new PublishOutcome.RateLimited(Now.AddHours(1), Fault), Facts(startedAt: Now.AddHours(-23)), Now, 0);
        var over = OutcomePolicy.AfterAttempt(new PublishOutcome.RateLimited(Now.AddHours(1), Fault), Facts(startedAt: Now.AddHours(-24)), Now, 0);

        Assert.Equal(JobStatus.RetryScheduled, patient.Status);
        Assert.Equal((JobStatus.Failed, "rate_limited", null), (over.Status, over.ErrorKind, over.NextAttemptAt));
        Assert.EndsWith("25 hours after the first try (24 hours ago); Broadcaster gives up after 24.", over.ErrorMessage, StringComparison.Ordinal);
        Assert.NotNull(over.ErrorHint);
    }

    [Fact]
    public void AfterAttempt_Rejected_FailsAndNamesTheField()
    {
        var next = OutcomePolicy.AfterAttempt(new PublishOutcome.Rejected(Fault), Facts(), Now, 0);

        Assert.Equal((JobStatus.Failed, "rejected", "body"), (next.Status, next.ErrorKind, next.ErrorField));
    }

    [Fact]
    public void AfterAttempt_NeedsReconnect_HoldsTheJobAndBurnsNoRetry()
    {
        var next = OutcomePolicy.AfterAttempt(new PublishOutcome.NeedsReconnect(Fault), Facts(failures: 1), Now, 0);

        Assert.Equal((JobStatus.Queued, 1, Now), (next.Status, next.Failures, next.NextAttemptAt!.Value));
    }

    [Fact]
    public void AfterAttempt_UnknownWithoutGuarantee_WaitsForAPerson()
    {
        var next = OutcomePolicy.AfterAttempt(new PublishOutcome.Unknown(Fault), Facts(), Now, 0);

        Assert.Equal((JobStatus.Unconfirmed, null), (next.Status, next.NextAttemptAt));
    }

    [Fact]
    public void AfterAttempt_UnknownFindable_IsLookedUpAfterTheDelay()
    {
        var next = OutcomePolicy.AfterAttempt(new PublishOutcome.Unknown(Fault), Facts(guarantee: Guarantee.Findable), Now, 0);

        Assert.Equal((JobStatus.Unconfirmed, Now.AddSeconds(10)), (next.Status, next.NextAttemptAt!.Value));
    }

    [Fact]
    public void AfterAttempt_UnknownIdempotent_IsSentAgainUntilTheRetriesAreUsedUp()
    {
        var first = OutcomePolicy.AfterAttempt(new PublishOutcome.Unknown(Fault), Facts(guarantee: Guarantee.IdempotentKey), Now, 0);
        var last = OutcomePolicy.AfterAttempt(new PublishOutcome.Unknown(Fault), Facts(failures: 3, guarantee: Guarantee.IdempotentKey), Now, 0);

        Assert.Equal((JobStatus.RetryScheduled, 1, Now.AddMinutes(1)), (first.Status, first.Failures, first.NextAttemptAt!.Value));
        Assert.Equal((JobStatus.Unconfirmed, null), (last.Status, last.NextAttemptAt));
    }

    [Theory]
    [InlineData(Guarantee.None, JobStatus.Unconfirmed)]
    [InlineData(Guarantee.Findable, JobStatus.Unconfirmed)]
    [InlineData(Guarantee.IdempotentKey, JobStatus.RetryScheduled)]
    public void AfterCrash_NotResumable_IsAsUnknown(Guarantee guarantee, JobStatus expected) =>
        Assert.Equal(expected, OutcomePolicy.AfterCrash(Facts(guarantee: guarantee), Now, 0).Status);

    [Fact]
    public void AfterCrash_Resumable_GoesOnAtOnceButNotForEver()
    {
        var first = OutcomePolicy.AfterCrash(Facts() with { Capabilities = Capabilities.Resumable }, Now, 0);
        var last = OutcomePolicy.AfterCrash(Facts(failures: 3) with { Capabilities = Capabilities.Resumable }, Now, 0);

        Assert.Equal((JobStatus.RetryScheduled, 1, Now, false), (first.Status, first.Failures, first.NextAttemptAt!.Value, first.ResendUnknown));
        Assert.Equal(JobStatus.Unconfirmed, last.Status);
    }

    [Fact]
    public void AfterSearch_Found_Succeeds() =>
        Assert.Equal(JobStatus.Succeeded, OutcomePolicy.AfterSearch(new FindOutcome.Found("1", null), Facts(), Now, 0).Status);

    [Fact]
    public void AfterSearch_Absent_RetriesWithinTheRetries()
    {
        var first = OutcomePolicy.AfterSearch(new FindOutcome.Absent(), Facts(), Now, 0);
        var last = OutcomePolicy.AfterSearch(new FindOutcome.Absent(), Facts(failures: 3), Now, 0);

        Assert.Equal((JobStatus.RetryScheduled, 1), (first.Status, first.LookUps));
        Assert.Equal(JobStatus.Failed, last.Status);
    }

    [Fact]
    public void AfterSearch_Inconclusive_AsksAgainAndInTheEndLeavesItToAPerson()
    {
        var again = OutcomePolicy.AfterSearch(new FindOutcome.Inconclusive(Fault), Facts(), Now, 0);
        var gaveUp = OutcomePolicy.AfterSearch(new FindOutcome.Inconclusive(Fault), Facts() with { LookUps = 7 }, Now, 0);

        Assert.Equal((JobStatus.Unconfirmed, Now.AddMinutes(1), 1), (again.Status, again.NextAttemptAt!.Value, again.LookUps));
        Assert.Equal((JobStatus.Unconfirmed, null, 8), (gaveUp.Status, gaveUp.NextAttemptAt, gaveUp.LookUps));
        Assert.Contains("Look on the channel", gaveUp.ErrorHint, StringComparison.Ordinal);
    }

    private static IEnumerable<PublishOutcome> Outcomes =>
    [
        new PublishOutcome.Succeeded(), new PublishOutcome.Pending("h2", TimeSpan.FromSeconds(1)), new PublishOutcome.AwaitingManual("x"),
        new PublishOutcome.NotSent(Fault), new PublishOutcome.RateLimited(Now.AddMinutes(1), Fault), new PublishOutcome.Rejected(Fault),
        new PublishOutcome.NeedsReconnect(Fault), new PublishOutcome.Unknown(Fault),
    ];

    [Fact]
    public void AfterCheck_WhateverComes_NeverLeadsToASecondSend()
    {
        foreach (var outcome in Outcomes)
        {
            foreach (var guarantee in Enum.GetValues<Guarantee>())
            {
                foreach (var lookUps in (int[])[0, 30, 59, 60, 1000])
                {
                    var next = OutcomePolicy.AfterCheck(outcome, "h", Facts(guarantee: guarantee) with { LookUps = lookUps }, Now, 0.5);

                    Assert.DoesNotContain(next.Status, (JobStatus[])[JobStatus.Queued, JobStatus.RetryScheduled, JobStatus.Running]);
                    Assert.Equal(lookUps + 1, next.LookUps);
                    Assert.True(next.Status != JobStatus.Confirming || (next.PendingHandle is not null && next.NextAttemptAt > Now), $"{outcome}");
                }
            }
        }
    }

    [Fact]
    public void AfterCheck_PendingForEver_IsLeftToAPerson()
    {
        var next = OutcomePolicy.AfterCheck(new PublishOutcome.Pending("h", TimeSpan.FromSeconds(1)), "h", Facts() with { LookUps = 59 }, Now, 0);

        Assert.Equal((JobStatus.Unconfirmed, null), (next.Status, next.NextAttemptAt));
    }

    [Fact]
    public void AfterDryRun_WhateverComes_LeavesNothingInDoubtAndHoldsNothing()
    {
        foreach (var outcome in Outcomes)
        {
            var next = OutcomePolicy.AfterDryRun(outcome, Facts(), Now, 0);

            Assert.DoesNotContain(next.Status, (JobStatus[])[JobStatus.Confirming, JobStatus.AwaitingManual, JobStatus.Unconfirmed, JobStatus.Queued]);
        }
    }

    [Theory]
    [InlineData(JobStatus.Succeeded, true)]
    [InlineData(JobStatus.Failed, true)]
    [InlineData(JobStatus.Confirming, true)]
    [InlineData(JobStatus.Unconfirmed, false)]
    [InlineData(JobStatus.RetryScheduled, false)]
    public void Definite_OnlyCertainty_CountsLate(JobStatus status, bool definite) =>
        Assert.Equal(definite, new JobTransition { Status = status }.Definite);

    private static AttemptFacts Facts(int failures = 0, int maxAttempts = 4, Guarantee guarantee = Guarantee.None, DateTimeOffset? startedAt = null) => new()
    {
        Failures = failures,
        MaxAttempts = maxAttempts,
        StartedAt = startedAt ?? Now,
        BackoffSeconds = [60, 120, 240, 480],
        Guarantee = guarantee,
    };
}
