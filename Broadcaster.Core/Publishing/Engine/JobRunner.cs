using System.Text.Json;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Core.Publishing.Site;
using Broadcaster.Core.Publishing.Wire;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>Takes one claimed job through: prepare, wait for a place, commit the intent, send, commit the outcome.</summary>
internal sealed class JobRunner(
    JobPreparation preparation,
    SendGate gate,
    LedgerWriter writer,
    WireFactory wires,
    IMediaReader media,
    JobCheckpoints checkpoints,
    PublicAddress address,
    FileKeeper files,
    WakeUps wakeUps,
    ILiveFeed feed,
    TimeProvider clock,
    ILogger<JobRunner> log)
{
    /// <summary>What is kept of a platform's answer, in characters.</summary>
    public const int LongestResponse = 4000;

    // Past this much before the end of the lease nothing is begun: the job may be somebody else's while it is sent.
    private static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(2);

    /// <param name="stop">The program is to stop: what has not begun is given back.</param>
    /// <param name="abort">The grace is over: what is being sent is cut off and counts as unknown.</param>
    /// <returns>False when the job was not begun and is to be released.</returns>
    public async Task<bool> RunAsync(RunningJob running, JobWork? work, string? unreadable, CancellationToken stop, CancellationToken abort)
    {
        var job = running.Claim;
        Prepared prepared;
        try
        {
            prepared = preparation.Prepare(job, work, unreadable);
        }
        catch (Exception bug)
        {
            PublishingLog.ConnectorFailed(log, job.Id, work?.Channel.Connector ?? "", bug);
            prepared = new Prepared.Instead(Bug(bug));
        }

        switch (prepared)
        {
            case Prepared.Instead instead:
                await CompleteAsync(running, work, instead.Transition, null, null, null);
                return true;
            case Prepared.Refused refused:
                await CompleteAsync(running, work, Following(refused.Outcome, job, work!, null), refused.Outcome, null, null);
                return true;
            case Prepared.Ready ready:
                return await SendAsync(running, work!, ready, stop, abort);
            default:
                throw new InvalidOperationException($"Unknown preparation {prepared.GetType().Name}.");
        }
    }

    private async Task<bool> SendAsync(RunningJob running, JobWork work, Prepared.Ready ready, CancellationToken stop, CancellationToken abort)
    {
        var job = running.Claim;
        var descriptor = ready.Connector.Descriptor;
        var steps = new StepReporter(running, descriptor.Steps, feed, clock);
        var wire = wires.Create(new WireOrder(job.WorkspaceId, job.ChannelId, job.CorrelationId, job.DryRun, ready.Settings, descriptor.RequestTimeout));
        PublishOutcome? outcome;
        try
        {
            await gate.EnterAsync(job.ChannelId, work.Channel.MaxConcurrency ?? descriptor.DefaultConcurrency, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            var now = ToTheMicrosecond(clock.GetUtcNow());
            if (stop.IsCancellationRequested)
            {
                return false;
            }

            var entry = now > running.LeaseUntil - LeaseMargin ? Gate.Gone : await writer.BeginAsync(new Intent(job, ready.RequestHash, job.ClaimedAt, now, running.Probe is not null), abort);
            if (entry == Gate.Held)
            {
                return false;
            }

            if (entry == Gate.Gone)
            {
                PublishingLog.NotOursAnyMore(log, job.Id, job.Attempt);
                return true;
            }

            steps.BegunAt = now;

            // A database that was slow to take the intent may have let the lease run out: the job may be somebody else's by now.
            outcome = clock.GetUtcNow() <= running.LeaseUntil ? await ActAsync(ready, work, running, now, wire, steps, abort) : null;
        }
        finally
        {
            gate.Leave(job.ChannelId);
        }

        var transition = outcome is null ? AfterAbort(wire, job, work, descriptor) : Following(outcome, job, work, descriptor);
        await CompleteAsync(running, work, transition, outcome, wire, steps, ready);
        return true;
    }

    private JobTransition Following(PublishOutcome outcome, ClaimedJob job, JobWork work, ConnectorDescriptor? descriptor)
    {
        var facts = Facts(job, work, descriptor);
        return job.DryRun
            ? OutcomePolicy.AfterDryRun(outcome, facts, clock.GetUtcNow(), Jitter())
            : OutcomePolicy.AfterAttempt(outcome, facts, clock.GetUtcNow(), Jitter());
    }

    // Cut off by the end of the grace, or too late to begin: as after a crash, only that what never touched the wire is known to be in.
    private JobTransition AfterAbort(WireSession wire, ClaimedJob job, JobWork work, ConnectorDescriptor descriptor) =>
        wire.Touched
            ? OutcomePolicy.AfterCrash(Facts(job, work, descriptor), clock.GetUtcNow(), Jitter())
            : new JobTransition { Status = JobStatus.Queued, Failures = job.Failures, NextAttemptAt = clock.GetUtcNow(), ResendUnknown = job.ResendUnknown };

    // Null when it was cut off by the abort, or because the job was taken over.
    private async Task<PublishOutcome?> ActAsync(
        Prepared.Ready ready, JobWork work, RunningJob running, DateTimeOffset sendStartedAt, WireSession wire, StepReporter steps, CancellationToken abort)
    {
        var job = running.Claim;
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(abort, running.Lost);
        try
        {
            var request = Request(job, work, ready.Settings, wire, steps, ready.Content, ready.Rendered, job.FirstSentAt ?? sendStartedAt);
            return job.Action switch
            {
                JobAction.Publish => await ready.Connector.PublishAsync(request, cut.Token),
                JobAction.Update => await ready.Connector.UpdateAsync(request, cut.Token),
                JobAction.Remove => await ready.Connector.RemoveAsync(request, cut.Token),
                JobAction.Verify => await LookAsync(ready.Connector, request, cut.Token),
            };
        }
        catch (OperationCanceledException cutOff) when (cut.IsCancellationRequested || cutOff is LeaseLostException)
        {
            return null;
        }
        catch (Exception bug)
        {
            PublishingLog.ConnectorFailed(log, job.Id, ready.Connector.Descriptor.Id, bug);

            // Before anything passed the wire a bug is only a bug; afterwards nobody knows.
            return !wire.Touched
                ? new PublishOutcome.Rejected(new Fault($"The connector failed before it sent anything ({bug.GetType().Name}).", "This is a defect in Broadcaster; the log has the details."))
                : new PublishOutcome.Unknown(new Fault($"The connector failed while it was sending ({bug.GetType().Name}).", "This is a defect in Broadcaster; the log has the details."));
        }
    }

    /// <summary>What a connector gets, whatever it is to do.</summary>
    internal PublishRequest Request(
        ClaimedJob job, JobWork work, object settings, IWire wire, IPublishSteps steps, ChannelContent content, RenderedContent rendered, DateTimeOffset? firstSentAt) => new()
        {
            Context = Context(work, settings, wire),
            JobId = job.Id,
            Key = job.Action == JobAction.Publish && !job.DryRun ? work.Publication.Key : null,
            Existing = job.Action == JobAction.Publish ? null : new ExistingPost(
            work.Publication.Key, work.Publication.ContentId, work.Publication.ExternalId, work.Publication.Permalink, work.Publication.PlatformVersion, work.Publication.PublishedAt),
            Overwrite = job.Overwrite,
            Attempt = job.Attempt,
            FirstSentAt = (job.Action == JobAction.Publish ? work.Publication.FirstSentAt : null) ?? firstSentAt,
            Content = content,
            Rendered = rendered,
            Steps = steps,
            Checkpoints = checkpoints.For(job, work.Publication),
            Media = media,
            CorrelationId = job.CorrelationId,
            ResendUnknown = job.ResendUnknown,
        };

    // A look that brought no answer is done again; one that did is a success, whatever it saw.
    private static async Task<PublishOutcome> LookAsync(IConnector connector, PublishRequest request, CancellationToken ct) => await connector.VerifyAsync(request, ct) switch
    {
        FindOutcome.Found found => new PublishOutcome.Succeeded(found.ExternalId, found.Permalink, Note: "It is still there."),
        FindOutcome.Absent => new PublishOutcome.Gone(new Fault("It is not there any more.")),
        FindOutcome.Inconclusive again => new PublishOutcome.NotSent(again.Fault),
        var other => throw new InvalidOperationException($"Unknown answer {other.GetType().Name}."),
    };

    public ConnectorContext Context(JobWork work, object settings, IWire wire) => new()
    {
        WorkspaceId = work.Workspace.Id,
        ChannelId = work.Channel.Id,
        ChannelName = work.Channel.Name,
        Settings = settings,
        Wire = wire,
        PublicUrl = address.Of(work.Workspace),
        Clock = clock,
    };

    private async Task CompleteAsync(
        RunningJob running, JobWork? work, JobTransition transition, PublishOutcome? outcome, WireSession? wire, StepReporter? steps, Prepared.Ready? ready = null)
    {
        var job = running.Claim;
        if (outcome is PublishOutcome.Succeeded { Note: { } note })
        {
            steps?.Log(note);
        }

        var fault = FaultOf(outcome);
        var delivered = outcome as PublishOutcome.Succeeded;
        var effect = job.DryRun ? ChannelEffect.None : EffectOf(outcome, wire);
        var moved = await writer.CompleteAsync(new OutcomeWrite
        {
            JobId = job.Id,
            WorkspaceId = job.WorkspaceId,
            PublicationId = job.PublicationId,
            Action = job.Action,
            ContentId = job.ContentId,
            ChannelId = job.ChannelId,
            Attempt = job.Attempt,
            DryRun = job.DryRun,
            Source = OutcomeSource.Attempt,
            Transition = transition,
            At = clock.GetUtcNow(),
            StartedAt = job.ClaimedAt,
            AttemptOutcome = outcome is not null ? SnakeCase.Of(outcome.GetType().Name) : wire is null ? null : wire.Touched ? "unknown" : "not_sent",
            AttemptError = fault?.Message ?? (outcome is not null || wire is null ? null
                : wire.Touched ? "Broadcaster was stopped while this was being sent."
                : "Nothing was sent: Broadcaster was stopped, or the database took too long to note that it begins."),
            RequestsJson = wire is null ? null : JsonSerializer.Serialize(wire.Captures, LedgerJson.Default.IReadOnlyListRequestCapture),
            LogJson = steps is null ? null : JsonSerializer.Serialize(steps.Lines, LedgerJson.Default.IReadOnlyListStepLine),
            Publication = job.DryRun || work is null ? null : PublicationNews.After(job, work, transition, outcome, wire is { Touched: true } || delivered is not null, steps?.BegunAt, clock.GetUtcNow()),
            Counts = wire is { Touched: true } && outcome is not (PublishOutcome.RateLimited or PublishOutcome.NeedsReconnect),
            Channel = effect,
            Progress = running.Progress,
            NothingSent = outcome is null && wire is { Touched: false },
        });
        running.Spoke = effect is not ChannelEffect.Nothing;
        if (!moved)
        {
            return;
        }

        if (transition is { Status: JobStatus.RetryScheduled or JobStatus.Queued, NextAttemptAt: { } next })
        {
            wakeUps.At(next);
        }

        if (delivered is not null && !job.DryRun && ready is not null && (job.Action is JobAction.Publish or JobAction.Update))
        {
            await files.KeepAsync(work!, ready.Content, ready.Rendered, job.Id);
        }
    }

    private static AttemptFacts Facts(ClaimedJob job, JobWork work, ConnectorDescriptor? descriptor) => new()
    {
        Action = job.Action,
        Certainty = work.Publication.Certainty,
        Failures = job.Failures,
        MaxAttempts = job.MaxAttempts,
        ResendUnknown = job.ResendUnknown,
        StartedAt = job.StartedAt,
        BackoffSeconds = work.Workspace.Settings.Publishing.BackoffSeconds,
        Guarantee = descriptor?.Guarantee ?? Guarantee.None,
        Capabilities = descriptor?.Capabilities ?? Capabilities.None,
        FindDelay = descriptor?.FindDelay ?? TimeSpan.Zero,
    };

    private ChannelEffect EffectOf(PublishOutcome? outcome, WireSession? wire) => outcome switch
    {
        PublishOutcome.Succeeded or PublishOutcome.Pending => new ChannelEffect.Works(clock.GetUtcNow()),
        PublishOutcome.NotSent failed => new ChannelEffect.Failed(failed.Fault.Message),
        PublishOutcome.Unknown unknown => new ChannelEffect.Failed(unknown.Fault.Message),
        PublishOutcome.RateLimited limited => BackOff(limited, clock.GetUtcNow()),
        PublishOutcome.Gone or PublishOutcome.Conflict => new ChannelEffect.Works(clock.GetUtcNow(), Delivered: false),

        // It refused the piece, so it is there: a refusal ends a row of failures like a success.
        PublishOutcome.Rejected when wire is { Answered: true } => new ChannelEffect.Works(clock.GetUtcNow(), Delivered: false),
        PublishOutcome.NeedsReconnect refused => new ChannelEffect.Reconnect(refused.Fault.Message),
        _ => ChannelEffect.None,
    };

    internal static ChannelEffect BackOff(PublishOutcome.RateLimited limited, DateTimeOffset now)
    {
        var longest = now + OutcomePolicy.RateLimitPatience;
        var until = limited.Until > now ? limited.Until : now + TimeSpan.FromSeconds(PublishingDefaults.Backoff[0]);
        return new ChannelEffect.BackOff(until < longest ? until : longest, limited.Fault.Message);
    }

    private static Fault? FaultOf(PublishOutcome? outcome) => outcome switch
    {
        PublishOutcome.NotSent o => o.Fault,
        PublishOutcome.Unknown o => o.Fault,
        PublishOutcome.RateLimited o => o.Fault,
        PublishOutcome.NeedsReconnect o => o.Fault,
        PublishOutcome.Rejected o => o.Fault,
        PublishOutcome.Gone o => o.Fault,
        PublishOutcome.Conflict o => o.Fault,
        _ => null,
    };

    private static JobTransition Bug(Exception bug) => new()
    {
        Status = JobStatus.Failed,
        ErrorKind = "internal",
        ErrorMessage = $"The connector failed while preparing ({bug.GetType().Name}); nothing was sent.",
        ErrorHint = "This is a defect in Broadcaster; the log has the details.",
    };

    // As the ledger keeps it: a later attempt reads the same value.
    private static DateTimeOffset ToTheMicrosecond(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    private static double Jitter() => Random.Shared.NextDouble();
}
