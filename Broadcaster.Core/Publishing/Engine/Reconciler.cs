using System.Collections.Concurrent;
using System.Text.Json;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Core.Publishing.Previews;
using Broadcaster.Core.Publishing.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// Asks the platforms, read-only: how a delivery stands that they are finishing, and whether a post of unknown outcome is
/// there. Nothing here ever sends. Each channel has a task of its own, so that one that hangs holds up nobody else's.
/// </summary>
internal sealed class Reconciler(
    Database database,
    LedgerWriter writer,
    JobLoader loader,
    JobRunner runner,
    ConnectorRegistry connectors,
    ChannelSettingsReader settings,
    WireFactory wires,
    FileKeeper files,
    WakeUps wakeUps,
    TimeProvider clock,
    ILogger<Reconciler> log)
{
    private const int MostChannels = 32;
    private const int MostOfAChannel = 3;

    // Longer than any look-up takes: until then no other node looks for the same job.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Guid, Task> looking = new();

    /// <summary>Every look-up that was started and is not over.</summary>
    public Task Looking => Task.WhenAll(looking.Values);

    /// <summary>Starts what is due, a task a channel that has none yet; waits for none of them.</summary>
    /// <param name="ct">Ends the look-ups too.</param>
    public async Task LookAsync(CancellationToken ct)
    {
        foreach (var channel in await ChannelsAsync(ct))
        {
            // Nobody else starts one: a look is never beside another.
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            looking[channel] = begun.Task;
            _ = Task.Run(() => LookAtAsync(channel, begun, ct), CancellationToken.None);
        }
    }

    // Owned by the channel's entry: every fault ends in the log, and the entry goes only with the task.
    private async Task LookAtAsync(Guid channel, TaskCompletionSource done, CancellationToken ct)
    {
        // Each once: what is due again at once waits for the next look.
        var seen = new HashSet<Guid>();
        try
        {
            while (await ClaimAsync(channel, seen, ct) is { Count: > 0 } due)
            {
                seen.UnionWith(due.Select(j => j.Id));
                var (work, _) = await loader.LoadEachAsync([.. due.Select(JobParts.Of)], ct);
                await Task.WhenAll(due.Select(job => LookUpAsync(job, work.GetValueOrDefault(job.Id), ct)));
            }
        }
        catch (Exception problem)
        {
            if (!ct.IsCancellationRequested)
            {
                PublishingLog.UpkeepFailed(log, "Looking up open deliveries", problem);
            }
        }
        finally
        {
            looking.TryRemove(channel, out _);
            done.SetResult();
        }
    }

    private async Task<List<Guid>> ChannelsAsync(CancellationToken ct)
    {
        var busy = looking.Keys.ToList();
        if (busy.Count >= MostChannels)
        {
            return [];
        }

        await using var db = database.OpenUnscoped();
        return await Due(db, clock.GetUtcNow()).Where(j => !busy.Contains(j.ChannelId))
            .GroupBy(j => j.ChannelId)
            .OrderBy(g => g.Min(j => j.NextAttemptAt))
            .Select(g => g.Key)
            .Take(MostChannels - busy.Count)
            .ToListAsync(ct);
    }

    // Behind refused credentials nobody answers: held until somebody reconnects, so that the look-ups are not used up. A
    // platform that asked to wait is not asked how something stands either.
    private static IQueryable<PublishJob> Due(BroadcasterDbContext db, DateTimeOffset now) =>
        db.PublishJobs.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking()
            .Where(j => (j.Status == JobStatus.Confirming || j.Status == JobStatus.Unconfirmed) && j.NextAttemptAt <= now
                && !j.Channel!.NeedsReconnect && (j.Channel.BackOffUntil == null || j.Channel.BackOffUntil <= now));

    private async Task<List<PublishJob>> ClaimAsync(Guid channel, IReadOnlySet<Guid> seen, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenUnscoped();
        var due = await Due(db, now).Where(j => j.ChannelId == channel && !seen.Contains(j.Id)).OrderBy(j => j.NextAttemptAt).Take(MostOfAChannel).ToListAsync(ct);
        var mine = new List<PublishJob>(due.Count);
        foreach (var job in due)
        {
            var next = job.NextAttemptAt;
            var taken = await db.PublishJobs.IgnoreQueryFilters([Filters.Workspace])
                .Where(j => j.Id == job.Id && j.Status == job.Status && j.Attempt == job.Attempt && j.NextAttemptAt == next)
                .ExecuteUpdateAsync(s => s.SetProperty(j => j.NextAttemptAt, now + Turn), ct);
            if (taken == 1)
            {
                mine.Add(job);
            }
        }

        return mine;
    }

    private async Task LookUpAsync(PublishJob job, JobWork? work, CancellationToken ct)
    {
        try
        {
            var answer = work is null || !connectors.TryGet(job.Connector, out var connector)
                ? new Answer(NobodyToAsk(job))
                : await AskAsync(job, work, connector, ct);
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
                Source = OutcomeSource.LookUp,
                Transition = answer.Transition,
                At = clock.GetUtcNow(),
                Publication = job.DryRun || work is null ? null : new PublicationChange
                {
                    Certainty = answer.Transition.Certainty,
                    Evidence = answer.Evidence,
                    Delivery = answer.Delivery,
                    NextVerifyAt = answer.Delivery is null ? null : VerifyRhythm.Next(work, clock.GetUtcNow(), clock.GetUtcNow()),
                },
                Channel = job.DryRun ? ChannelEffect.None : answer.Channel,
            });
            if (moved)
            {
                if (answer is { Transition.Status: JobStatus.Succeeded, Request: { } asked } && !job.DryRun)
                {
                    await files.KeepAsync(work!, asked.Content, asked.Rendered, job.Id);
                }

                await NoteAsync(job, answer, ct);
                if (answer.Transition is { Status: JobStatus.RetryScheduled, NextAttemptAt: { } next })
                {
                    wakeUps.At(next);
                }
            }
        }
        catch (Exception problem) when (!ct.IsCancellationRequested)
        {
            // Its turn runs out and it is looked up again.
            PublishingLog.ConnectorFailed(log, job.Id, job.Connector, problem);
        }
    }

    private async Task<Answer> AskAsync(PublishJob job, JobWork work, IConnector connector, CancellationToken ct)
    {
        var bound = settings.Read(work.Channel);
        if (!bound.Ok)
        {
            return new Answer(NobodyToAsk(job));
        }

        var descriptor = connector.Descriptor;
        var now = clock.GetUtcNow();
        var facts = new AttemptFacts
        {
            Action = job.Action,
            Certainty = work.Publication.Certainty,
            Failures = job.Failures,
            MaxAttempts = job.MaxAttempts,
            LookUps = job.LookUps,
            StartedAt = job.StartedAt ?? now,
            BackoffSeconds = work.Workspace.Settings.Publishing.BackoffSeconds,
            Guarantee = descriptor.Guarantee,
            Capabilities = descriptor.Capabilities,
            FindDelay = descriptor.FindDelay,
        };
        var content = ChannelContents.For(work.Content.Id, ContentSnapshot.Of(work.Content), work.Channel.Id, work.Workspace, work.Image);
        var wire = wires.Create(new WireOrder(job.WorkspaceId, job.ChannelId, job.CorrelationId, job.DryRun, bound.Value, descriptor.RequestTimeout));
        var firstSentAt = await FirstSentAsync(job, ct);
        var claim = ClaimOf(job, now, firstSentAt);
        var steps = new StepReporter(new RunningJob(claim), descriptor.Steps, NoFeed.Instance, clock);
        var request = runner.Request(claim, work, bound.Value, wire, steps, content, connector.Render(content, bound.Value), firstSentAt) with { ResendUnknown = false };
        if (job.Status == JobStatus.Confirming)
        {
            var outcome = await AnswerAsync<PublishOutcome>(
                job,
                () => connector.CheckAsync(request, job.PendingHandle!, ct),
                bug => new PublishOutcome.NotSent(bug),
                ct);
            var proof = outcome is PublishOutcome.Succeeded done
                ? new NewDelivery(done.ExternalId, done.Permalink, StorableText.Cut(done.Response, JobRunner.LongestResponse), done.PlatformVersion, job.ContentHash, job.ContentId) : null;
            return new Answer(OutcomePolicy.AfterCheck(outcome, job.PendingHandle!, facts, clock.GetUtcNow(), Random.Shared.NextDouble()), proof, wire, request)
            {
                Evidence = proof is null ? null : "checked",
                Channel = outcome switch
                {
                    PublishOutcome.NeedsReconnect refused => new ChannelEffect.Reconnect(refused.Fault.Message),
                    PublishOutcome.RateLimited limited => JobRunner.BackOff(limited, clock.GetUtcNow()),
                    _ => OfCredentials(wire),
                },
            };
        }

        var found = await AnswerAsync<FindOutcome>(job, () => connector.FindAsync(request, ct), bug => new FindOutcome.Inconclusive(bug), ct);
        var delivery = found is FindOutcome.Found there ? new NewDelivery(there.ExternalId, there.Permalink, null, null, job.ContentHash, job.ContentId) : null;
        return new Answer(OutcomePolicy.AfterSearch(found, facts, clock.GetUtcNow(), Random.Shared.NextDouble()), delivery, wire, request) { Channel = OfCredentials(wire), Evidence = delivery is null ? null : "found" };
    }

    // A connector that breaks on the question has not answered it; asked often enough, a person decides.
    private async Task<T> AnswerAsync<T>(PublishJob job, Func<Task<T>> ask, Func<Fault, T> noAnswer, CancellationToken ct)
    {
        try
        {
            return await ask();
        }
        catch (Exception bug) when (!ct.IsCancellationRequested)
        {
            PublishingLog.ConnectorFailed(log, job.Id, job.Connector, bug);
            return noAnswer(new Fault($"The connector failed while it was asking ({bug.GetType().Name}).", "This is a defect in Broadcaster; the log has the details."));
        }
    }

    private async Task<DateTimeOffset?> FirstSentAsync(PublishJob job, CancellationToken ct)
    {
        await using var db = database.Read(job.WorkspaceId);
        return await db.PublishAttempts.Where(a => a.JobId == job.Id && a.SendStartedAt != null).OrderBy(a => a.Number).Select(a => a.SendStartedAt).FirstOrDefaultAsync(ct);
    }

    private async Task NoteAsync(PublishJob job, Answer answer, CancellationToken ct)
    {
        var said = (job.Status, answer.Transition.Status) switch
        {
            (JobStatus.Unconfirmed, JobStatus.Succeeded) => "Looked up: it is out.",
            (JobStatus.Unconfirmed, JobStatus.RetryScheduled) => "Looked up: it is not out, so it is sent again.",
            (JobStatus.Unconfirmed, JobStatus.Failed) => "Looked up: it is not out, and the retries are used up.",
            (JobStatus.Unconfirmed, _) => "Looked up: no clear answer.",
            (_, JobStatus.Succeeded) => "The platform has finished it.",
            (_, JobStatus.Failed) => "The platform refused it while finishing.",
            (_, JobStatus.Unconfirmed) => "The platform could not say how it stands.",
            _ => null,
        };
        if (said is null)
        {
            return;
        }

        await using var db = database.OpenUnscoped();
        db.PublishJobEvents.Add(new PublishJobEvent
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), WorkspaceId = job.WorkspaceId, JobId = job.Id, At = clock.GetUtcNow(), Attempt = job.Attempt,
            Message = answer.Wire is { Captures: { Count: > 0 } asked } ? $"{said} ({JsonSerializer.Serialize(asked.Select(c => $"{c.Method} {c.Url} {c.Status}"))})" : said,
        });
        await db.SaveChangesAsync(ct);
    }

    private static ChannelEffect OfCredentials(WireSession wire) =>
        wire.CredentialsRefused is { } fault ? new ChannelEffect.Reconnect(fault.Message) : ChannelEffect.None;

    private static JobTransition NobodyToAsk(PublishJob job) => new()
    {
        Status = JobStatus.Unconfirmed,
        Failures = job.Failures,
        LookUps = job.LookUps + 1,
        ErrorKind = "unknown",
        ErrorMessage = job.ErrorMessage ?? "It may or may not be out.",
        ErrorHint = "It cannot be looked up any more. Look on the channel yourself and say whether it is there.",
    };

    private static ClaimedJob ClaimOf(PublishJob job, DateTimeOffset now, DateTimeOffset? firstSentAt) => new()
    {
        Id = job.Id,
        WorkspaceId = job.WorkspaceId,
        PublicationId = job.PublicationId,
        Action = job.Action,
        Attempts = job.Attempts,
        Overwrite = job.Overwrite,
        ContentId = job.ContentId,
        ChannelId = job.ChannelId,
        Attempt = job.Attempt,
        Failures = job.Failures,
        MaxAttempts = job.MaxAttempts,
        RunAt = job.RunAt,
        ClaimedAt = now,
        StartedAt = job.StartedAt ?? now,
        FirstSentAt = firstSentAt,
        Misfire = job.Misfire,
        DryRun = job.DryRun,
        ResendUnknown = job.ResendUnknown,
        ContentHash = job.ContentHash,
        CorrelationId = job.CorrelationId,
    };

    private sealed record Answer(JobTransition Transition, NewDelivery? Delivery = null, WireSession? Wire = null, PublishRequest? Request = null)
    {
        /// <summary>What it says about the channel: nothing, unless the platform refused the credentials or asked to wait.</summary>
        public ChannelEffect Channel { get; init; } = ChannelEffect.None;

        /// <summary>How it is known to be out, when it is.</summary>
        public string? Evidence { get; init; }
    }
}
