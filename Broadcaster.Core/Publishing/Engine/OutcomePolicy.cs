using System.Globalization;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>What follows from an outcome: pure, so that every row of the table in the design can be tested.</summary>
public static class OutcomePolicy
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    /// <summary>How long after its first start a job may be put off by a platform that asks to wait: one that says "later" for a whole day has made its point.</summary>
    public static readonly TimeSpan RateLimitPatience = TimeSpan.FromHours(24);

    // A hung platform can answer Pending for ever; after so many checks a person decides.
    private const int MostChecks = 60;

    private const int MostSearches = 8;

    /// <param name="jitter">0 to 1; spreads the retries of many jobs.</param>
    public static JobTransition AfterAttempt(PublishOutcome outcome, AttemptFacts facts, DateTimeOffset now, double jitter)
    {
        var next = facts.Action == JobAction.Publish ? AfterPublishing(outcome, facts, now, jitter) : AfterCare(outcome, facts, now, jitter);
        return Settle(outcome.Partly ? next with { Certainty = Certainty.PartlyOut } : next, facts, now);
    }

    private static JobTransition AfterPublishing(PublishOutcome outcome, AttemptFacts facts, DateTimeOffset now, double jitter) => outcome switch
    {
        PublishOutcome.Succeeded => new JobTransition { Status = JobStatus.Succeeded, Failures = facts.Failures, Certainty = Certainty.Out },
        PublishOutcome.Pending pending => new JobTransition
        {
            Status = JobStatus.Confirming,
            Failures = facts.Failures,
            PendingHandle = pending.Handle,
            NextAttemptAt = now + pending.CheckAfter,
            Certainty = Certainty.MaybeOut,
        },
        PublishOutcome.AwaitingManual manual => new JobTransition
        {
            Status = JobStatus.AwaitingManual,
            Failures = facts.Failures,
            ErrorKind = "awaiting_manual",
            ErrorMessage = manual.Instructions,
        },
        PublishOutcome.NotSent failed => Retry(failed.Fault, "not_sent", facts, now, jitter),
        PublishOutcome.RateLimited limited => Later(limited, facts, now),
        PublishOutcome.Rejected rejected => With(rejected.Fault, "rejected") with { Failures = facts.Failures },
        PublishOutcome.Gone gone => With(gone.Fault, "rejected") with { Failures = facts.Failures },
        PublishOutcome.Conflict conflict => With(conflict.Fault, "conflict") with { Failures = facts.Failures },
        PublishOutcome.NeedsReconnect refused => Hold(refused, facts, now),
        PublishOutcome.Unknown unknown => Unknown(unknown.Fault, facts, now, jitter) with { Certainty = Certainty.MaybeOut },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "An outcome without a row in the table."),
    };

    // Updates, take-downs and looks do no harm twice, so what is not known is simply done again.
    private static JobTransition AfterCare(PublishOutcome outcome, AttemptFacts facts, DateTimeOffset now, double jitter) => outcome switch
    {
        PublishOutcome.Succeeded => new JobTransition { Status = JobStatus.Succeeded, Failures = facts.Failures, Certainty = facts.Action == JobAction.Remove ? Certainty.Removed : null },
        PublishOutcome.Gone when facts.Action == JobAction.Remove => new JobTransition { Status = JobStatus.Succeeded, Failures = facts.Failures, Certainty = Certainty.Removed },
        PublishOutcome.Gone when facts.Action == JobAction.Verify => new JobTransition { Status = JobStatus.Succeeded, Failures = facts.Failures },
        PublishOutcome.Gone gone => With(gone.Fault, "gone") with { Failures = facts.Failures },
        PublishOutcome.Conflict conflict => With(conflict.Fault, "conflict") with { Status = JobStatus.AwaitingManual, Failures = facts.Failures },
        PublishOutcome.Pending or PublishOutcome.AwaitingManual => new JobTransition { Status = JobStatus.Succeeded, Failures = facts.Failures },
        PublishOutcome.NotSent failed => Retry(failed.Fault, "not_sent", facts, now, jitter),
        PublishOutcome.RateLimited limited => Later(limited, facts, now),
        PublishOutcome.Rejected rejected => With(rejected.Fault, "rejected") with { Failures = facts.Failures },
        PublishOutcome.NeedsReconnect refused => Hold(refused, facts, now),
        PublishOutcome.Unknown unknown => Retry(unknown.Fault, "unknown", facts, now, jitter),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "An outcome without a row in the table."),
    };

    // What may be out is never called failed: whoever reads that sends it again. It is looked up, or a person says.
    private static JobTransition Settle(JobTransition next, AttemptFacts facts, DateTimeOffset now)
    {
        var certainty = next.Certainty is { } said && !(said == Certainty.MaybeOut && facts.Certainty != Certainty.NotOut) ? said : facts.Certainty;
        return next.Status == JobStatus.Failed && facts.Action == JobAction.Publish && certainty == Certainty.MaybeOut
            ? next with
            {
                Status = JobStatus.Unconfirmed,
                NextAttemptAt = facts.Guarantee == Guarantee.Findable ? now + facts.FindDelay : null,
                ErrorHint = "An earlier attempt ended without an answer, so it may be out. Look on the channel and say whether it is there.",
            }
            : next;
    }

    private static JobTransition Hold(PublishOutcome.NeedsReconnect refused, AttemptFacts facts, DateTimeOffset now) => With(refused.Fault, "needs_reconnect") with
    {
        // Held, not burnt: the claim passes over its channel until somebody reconnects, then it is due at once.
        Status = JobStatus.Queued,
        Failures = facts.Failures,
        NextAttemptAt = now,
        ResendUnknown = facts.ResendUnknown,
    };

    private static JobTransition Later(PublishOutcome.RateLimited limited, AttemptFacts facts, DateTimeOffset now) =>
        limited.Until <= facts.StartedAt + RateLimitPatience
            ? With(limited.Fault, "rate_limited") with
            {
                Status = JobStatus.RetryScheduled,
                Failures = facts.Failures,
                NextAttemptAt = Until(limited, facts, now),
                ResendUnknown = facts.ResendUnknown,
            }
            : With(TooLong(limited, facts, now), "rate_limited") with { Failures = facts.Failures };

    /// <summary>Until when a platform that asks to wait is left alone; one that names a time gone by gets the usual pause.</summary>
    public static DateTimeOffset Until(PublishOutcome.RateLimited limited, AttemptFacts facts, DateTimeOffset now) =>
        Latest(limited.Until, now + (limited.Until > now ? Patience(facts.StartedAt, now) : Backoff(1, facts.BackoffSeconds, 0)));

    /// <summary>
    /// A dry run: nothing passed the wire, so nothing is in doubt and there is nothing to wait for. What a platform would
    /// finish later, or a person would post, is as far as a dry run goes.
    /// </summary>
    public static JobTransition AfterDryRun(PublishOutcome outcome, AttemptFacts facts, DateTimeOffset now, double jitter) => outcome switch
    {
        PublishOutcome.Pending or PublishOutcome.AwaitingManual or PublishOutcome.Conflict => new JobTransition { Status = JobStatus.Succeeded, Failures = facts.Failures },
        PublishOutcome.NeedsReconnect refused => With(refused.Fault, "needs_reconnect") with { Failures = facts.Failures },
        PublishOutcome.Unknown unknown => With(unknown.Fault, "unknown") with { Failures = facts.Failures },
        _ => AfterAttempt(outcome, facts with { Certainty = Certainty.NotOut }, now, jitter) with { Certainty = null },
    };

    /// <summary>The process died, or lost its lease, after the send had started.</summary>
    public static JobTransition AfterCrash(AttemptFacts facts, DateTimeOffset now, double jitter)
    {
        var fault = new Fault("The program stopped while this was being sent.", "Nothing to do: it is being looked into.");

        if (facts.Action != JobAction.Publish)
        {
            return Retry(fault, "unknown", facts, now, jitter);
        }

        // It keeps its place by checkpoints and never repeats what is unknown, so going on is safe; but what brings the
        // program down each time must not do so for ever.
        return (facts.Capabilities.HasFlag(Capabilities.Resumable) && facts.Failures + 1 < facts.MaxAttempts
            ? With(fault, "unknown") with { Status = JobStatus.RetryScheduled, Failures = facts.Failures + 1, NextAttemptAt = now }
            : Unknown(fault, facts, now, jitter)) with
        { Certainty = Certainty.MaybeOut };
    }

    /// <summary>A search for a post of unknown outcome.</summary>
    public static JobTransition AfterSearch(FindOutcome found, AttemptFacts facts, DateTimeOffset now, double jitter) => found switch
    {
        FindOutcome.Found => new JobTransition { Status = JobStatus.Succeeded, Failures = facts.Failures, LookUps = facts.LookUps + 1, Certainty = Certainty.Out },
        FindOutcome.Absent => Retry(new Fault("It was looked up and is provably not out."), "not_sent", facts, now, jitter) with { LookUps = facts.LookUps + 1, Certainty = Certainty.NotOut },
        FindOutcome.Inconclusive again when facts.LookUps + 1 < MostSearches => With(again.Fault, "unknown") with
        {
            Status = JobStatus.Unconfirmed,
            Failures = facts.Failures,
            LookUps = facts.LookUps + 1,
            NextAttemptAt = now + Backoff(facts.LookUps + 1, PublishingDefaults.Backoff, jitter),
        },
        FindOutcome.Inconclusive gaveUp => With(gaveUp.Fault, "unknown") with
        {
            Status = JobStatus.Unconfirmed,
            Failures = facts.Failures,
            LookUps = facts.LookUps + 1,
            ErrorHint = "It could not be looked up. Look on the channel yourself and say whether it is there.",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(found), found, "A search result without a row in the table."),
    };

    /// <summary>A read-only check of a delivery that the platform is finishing.</summary>
    public static JobTransition AfterCheck(PublishOutcome outcome, string handle, AttemptFacts facts, DateTimeOffset now, double jitter)
    {
        var checks = facts.LookUps + 1;
        return outcome switch
        {
            PublishOutcome.Pending pending when checks < MostChecks => new JobTransition
            {
                Status = JobStatus.Confirming,
                Failures = facts.Failures,
                LookUps = checks,
                PendingHandle = pending.Handle,
                NextAttemptAt = now + pending.CheckAfter,
            },
            PublishOutcome.Pending => With(new Fault("The platform has not finished after many checks.", "Look on the channel and say whether it is there."), "unknown") with
            {
                Status = JobStatus.Unconfirmed,
                Failures = facts.Failures,
                LookUps = checks,
            },

            // The check itself failed; the delivery is where it was. A check never leads to a second send.
            PublishOutcome.NotSent or PublishOutcome.Unknown or PublishOutcome.NeedsReconnect or PublishOutcome.RateLimited when checks < MostChecks => new JobTransition
            {
                Status = JobStatus.Confirming,
                Failures = facts.Failures,
                LookUps = checks,
                PendingHandle = handle,
                NextAttemptAt = Latest((outcome as PublishOutcome.RateLimited)?.Until ?? now, now + Backoff(checks, PublishingDefaults.Backoff, jitter)),
            },
            // The platform itself says what became of what it had: a refusal while finishing proves that it is not out.
            PublishOutcome.Rejected => AfterAttempt(outcome, facts with { Certainty = Certainty.NotOut }, now, jitter) with { LookUps = checks, Certainty = Certainty.NotOut },
            PublishOutcome.Succeeded or PublishOutcome.AwaitingManual => AfterAttempt(outcome, facts, now, jitter) with { LookUps = checks },
            _ => With(new Fault("The platform could not be asked how it stands.", "Look on the channel and say whether it is there."), "unknown") with
            {
                Status = JobStatus.Unconfirmed,
                Failures = facts.Failures,
                LookUps = checks,
            },
        };
    }

    /// <summary>The delay before retry number <paramref name="retry"/> (1 is the first), with up to 20 % jitter, at most an hour.</summary>
    public static TimeSpan Backoff(int retry, IReadOnlyList<int> seconds, double jitter)
    {
        var steps = seconds.Count > 0 ? seconds : PublishingDefaults.Backoff;
        var planned = retry <= steps.Count ? steps[retry - 1] : steps[^1] * Math.Pow(2, Math.Min(retry - steps.Count, 12));
        var delay = Math.Min(planned * (1 + (0.2 * jitter)), LongestDelay.TotalSeconds);
        return TimeSpan.FromSeconds(delay);
    }

    private static JobTransition Unknown(Fault fault, AttemptFacts facts, DateTimeOffset now, double jitter) => facts.Guarantee switch
    {
        // The platform drops the repeat, so the same key may be sent again; when the retries are used up a person decides.
        Guarantee.IdempotentKey => Retry(fault, "unknown", facts, now, jitter) is { Status: JobStatus.RetryScheduled } again
            ? again
            : With(fault, "unknown") with { Status = JobStatus.Unconfirmed, Failures = facts.Failures + 1 },
        Guarantee.Findable => With(fault, "unknown") with
        {
            Status = JobStatus.Unconfirmed,
            Failures = facts.Failures,
            NextAttemptAt = now + facts.FindDelay,
        },
        Guarantee.None => With(fault, "unknown") with { Status = JobStatus.Unconfirmed, Failures = facts.Failures },
    };

    private static JobTransition Retry(Fault fault, string kind, AttemptFacts facts, DateTimeOffset now, double jitter)
    {
        var failures = facts.Failures + 1;
        return failures >= facts.MaxAttempts
            ? With(fault, kind) with { Status = JobStatus.Failed, Failures = failures }
            : With(fault, kind) with
            {
                Status = JobStatus.RetryScheduled,
                Failures = failures,
                NextAttemptAt = now + Backoff(failures, facts.BackoffSeconds, jitter),
                ResendUnknown = facts.ResendUnknown,
            };
    }

    private static Fault TooLong(PublishOutcome.RateLimited limited, AttemptFacts facts, DateTimeOffset now) => limited.Fault with
    {
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"{limited.Fault.Message} It asks to wait until {limited.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {(limited.Until - facts.StartedAt).TotalHours:0} hours after the first try ({(now - facts.StartedAt).TotalHours:0} hours ago); Broadcaster gives up after {RateLimitPatience.TotalHours:0}."),
        Hint = "Nothing was published. Send it again when the platform takes posts again, or lower the channel's rate.",
    };

    // Half of the time that it has been tried for: a platform that says "in a second" all day is asked ever more seldom.
    private static TimeSpan Patience(DateTimeOffset startedAt, DateTimeOffset now) =>
        TimeSpan.FromSeconds(Math.Clamp((now - startedAt).TotalSeconds / 2, 1, LongestDelay.TotalSeconds));

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static JobTransition With(Fault fault, string kind) => new()
    {
        Status = JobStatus.Failed,
        ErrorKind = kind,
        ErrorMessage = fault.Message,
        ErrorHint = fault.Hint,
        ErrorHttpStatus = fault.HttpStatus,
        ErrorField = fault.Field,
    };
}
