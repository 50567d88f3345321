using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// Writes intents and outcomes in groups. A database that goes away for a while costs time and nothing else: an intent is
/// tried until its lease is nearly over, an outcome until the program stops. An outcome that the database will not have holds
/// up nobody else's: it is given up, and its job recovered when its lease runs out.
/// </summary>
public sealed class LedgerWriter
{
    private const int MostInAGroup = 256;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly ILedger ledger;
    private readonly NodeInfo node;
    private readonly ILiveFeed feed;
    private readonly TimeProvider clock;
    private readonly ILogger<LedgerWriter> log;
    private readonly GroupCommit<Intent, Gate> intents;
    private readonly GroupCommit<OutcomeWrite, Written> outcomes;
    private bool failing;
    private TimeSpan outcomePause = FirstPause;

    public LedgerWriter(ILedger ledger, NodeInfo node, ILiveFeed feed, TimeProvider clock, ILogger<LedgerWriter> log)
    {
        this.ledger = ledger;
        this.node = node;
        this.feed = feed;
        this.clock = clock;
        this.log = log;
        intents = new GroupCommit<Intent, Gate>(BeginAsync, MostInAGroup);
        outcomes = new GroupCommit<OutcomeWrite, Written>(CompleteAsync, MostInAGroup, static written => written.Again);
    }

    /// <summary>Open once the intent is committed and the job is still this node's: it may be sent.</summary>
    public Task<Gate> BeginAsync(Intent intent, CancellationToken ct) => intents.AddAsync(intent, ct);

    /// <summary>Returns once the outcome is committed; false when the job had gone on without us.</summary>
    /// <exception cref="InvalidOperationException">The database takes others, but not this one.</exception>
    public async Task<bool> CompleteAsync(OutcomeWrite outcome)
    {
        var written = await outcomes.AddAsync(outcome, CancellationToken.None);
        return written.Problem is null ? written.Moved : throw new InvalidOperationException("The database does not take this outcome.", written.Problem);
    }

    /// <summary>Runs both groups until <see cref="Complete"/>. <paramref name="ct"/> ends the patience with an absent database.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(intents.RunAsync(ct), outcomes.RunAsync(ct));

    public void Complete()
    {
        intents.Complete();
        outcomes.Complete();
    }

    private async Task<IReadOnlyList<Gate>> BeginAsync(IReadOnlyList<Intent> batch, CancellationToken ct)
    {
        // Past half a lease nobody may send any more: the job may be somebody else's by then.
        var patience = clock.GetUtcNow() + (node.Lease / 2);
        var accepted = await PersistAsync(token => ledger.BeginAsync(batch, node.Name, clock.GetUtcNow(), token), "intents", batch.Count, () => clock.GetUtcNow() < patience, ct);
        return [.. batch.Select(i => accepted.GetValueOrDefault(i.Job.Id))];
    }

    private async Task<IReadOnlyList<Written>> CompleteAsync(IReadOnlyList<OutcomeWrite> batch, CancellationToken ct)
    {
        var answers = await WriteAsync(batch, ct);
        var at = clock.GetUtcNow();
        foreach (var (outcome, written) in batch.Zip(answers))
        {
            if (!written.Moved)
            {
                if (written is { Again: false, Problem: null })
                {
                    PublishingLog.OutcomeCameLate(log, outcome.JobId, outcome.Attempt);
                }

                continue;
            }

            feed.Publish(new LiveEvent(outcome.WorkspaceId, "job.updated", outcome.JobId, at, outcome.ContentId));
            if (!outcome.DryRun)
            {
                feed.Publish(new LiveEvent(outcome.WorkspaceId, "content.updated", outcome.ContentId, at, outcome.ContentId));
            }

            if (outcome.Publication is { Says: true } known)
            {
                feed.Publish(new LiveEvent(outcome.WorkspaceId, "publication.updated", outcome.PublicationId, at, outcome.ContentId));
                if (known.Delivery is not null && outcome.Action == JobAction.Publish)
                {
                    feed.Publish(new LiveEvent(outcome.WorkspaceId, "delivery.created", outcome.PublicationId, at, outcome.ContentId));
                }
            }

            if (outcome.Channel is not ChannelEffect.Nothing)
            {
                feed.Publish(new LiveEvent(outcome.WorkspaceId, "channel.updated", outcome.ChannelId, at));
            }
        }

        return answers;
    }

    private async Task<IReadOnlyList<Written>> WriteAsync(IReadOnlyList<OutcomeWrite> batch, CancellationToken ct)
    {
        if (failing)
        {
            await Task.Delay(outcomePause, clock, ct);
            outcomePause = Longer(outcomePause);
        }

        try
        {
            // Told to stop, an outcome is still written once: what is known must not become unknown.
            var moved = await ledger.CompleteAsync(batch, node.Name, CancellationToken.None);
            (failing, outcomePause) = (false, FirstPause);
            return [.. batch.Select(o => new Written(moved.Contains(o.JobId)))];
        }
        catch (Exception problem) when (!ct.IsCancellationRequested)
        {
            PublishingLog.LedgerUnavailable(log, "outcomes", batch.Count, problem);
            failing = true;
            return LedgerTrouble.Passes(problem) ? [.. batch.Select(_ => Written.NotYet)] : await WriteOneByOneAsync(batch);
        }
    }

    // One that cannot be written must not hold up the others. What fails while others get through, or for what is in it, is
    // given up; the rest is written with the next.
    private async Task<IReadOnlyList<Written>> WriteOneByOneAsync(IReadOnlyList<OutcomeWrite> batch)
    {
        var answers = new Written[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            try
            {
                var moved = await ledger.CompleteAsync([batch[i]], node.Name, CancellationToken.None);
                answers[i] = new Written(moved.Count > 0);
            }
            catch (Exception problem)
            {
                answers[i] = Written.NotYet with { Problem = problem };
            }
        }

        var othersWork = answers.Any(a => !a.Again);
        for (var i = 0; i < batch.Count; i++)
        {
            if (answers[i].Problem is { } problem && !LedgerTrouble.Passes(problem) && (othersWork || LedgerTrouble.IsOfTheValues(problem)))
            {
                PublishingLog.OutcomeRefused(log, batch[i].JobId, batch[i].Attempt, problem);
                answers[i] = answers[i] with { Again = false };
            }
        }

        return answers;
    }

    private async Task<T> PersistAsync<T>(Func<CancellationToken, Task<T>> write, string what, int count, Func<bool> patient, CancellationToken ct)
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                return await write(ct);
            }
            catch (Exception problem) when (!ct.IsCancellationRequested && patient())
            {
                PublishingLog.LedgerUnavailable(log, what, count, problem);
            }

            await Task.Delay(pause, clock, ct);
            pause = Longer(pause);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <param name="Again">Not written yet: it goes with the next.</param>
    private readonly record struct Written(bool Moved, bool Again = false, Exception? Problem = null)
    {
        public static Written NotYet => new(false, true);
    }
}
