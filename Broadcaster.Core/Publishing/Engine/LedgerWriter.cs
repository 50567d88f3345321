using Broadcaster.Core.Live;
using Broadcaster.Core.Publishing.Ledger;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// Writes intents and outcomes in groups. A database that goes away for a while costs time and nothing else: an intent is
/// tried until its lease is nearly over, an outcome until the program stops.
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
    private readonly GroupCommit<Intent, bool> intents;
    private readonly GroupCommit<OutcomeWrite, bool> outcomes;

    public LedgerWriter(ILedger ledger, NodeInfo node, ILiveFeed feed, TimeProvider clock, ILogger<LedgerWriter> log)
    {
        this.ledger = ledger;
        this.node = node;
        this.feed = feed;
        this.clock = clock;
        this.log = log;
        intents = new GroupCommit<Intent, bool>(BeginAsync, MostInAGroup);
        outcomes = new GroupCommit<OutcomeWrite, bool>(CompleteAsync, MostInAGroup);
    }

    /// <summary>True once the intent is committed and the job is still this node's: it may be sent.</summary>
    public Task<bool> BeginAsync(Intent intent, CancellationToken ct) => intents.AddAsync(intent, ct);

    /// <summary>Returns once the outcome is committed; false when the job had gone on without us.</summary>
    public Task<bool> CompleteAsync(OutcomeWrite outcome) => outcomes.AddAsync(outcome, CancellationToken.None);

    /// <summary>Runs both groups until <see cref="Complete"/>. <paramref name="ct"/> ends the patience with an absent database.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(intents.RunAsync(ct), outcomes.RunAsync(ct));

    public void Complete()
    {
        intents.Complete();
        outcomes.Complete();
    }

    private async Task<IReadOnlyList<bool>> BeginAsync(IReadOnlyList<Intent> batch, CancellationToken ct)
    {
        // Past half a lease nobody may send any more: the job may be somebody else's by then.
        var patience = clock.GetUtcNow() + (node.Lease / 2);
        var accepted = await PersistAsync(token => ledger.BeginAsync(batch, node.Name, token), "intents", batch.Count, () => clock.GetUtcNow() < patience, ct);
        return [.. batch.Select(i => accepted.Contains(i.Job.Id))];
    }

    private async Task<IReadOnlyList<bool>> CompleteAsync(IReadOnlyList<OutcomeWrite> batch, CancellationToken ct)
    {
        // Told to stop, an outcome is still written once: what is known must not become unknown.
        var moved = await PersistAsync(_ => ledger.CompleteAsync(batch, node.Name, CancellationToken.None), "outcomes", batch.Count, () => true, ct);
        var at = clock.GetUtcNow();
        foreach (var outcome in batch)
        {
            if (!moved.Contains(outcome.JobId))
            {
                PublishingLog.OutcomeCameLate(log, outcome.JobId, outcome.Attempt);
                continue;
            }

            feed.Publish(new LiveEvent(outcome.WorkspaceId, "job.updated", outcome.JobId, at, outcome.ContentId));
            if (!outcome.DryRun)
            {
                feed.Publish(new LiveEvent(outcome.WorkspaceId, "content.updated", outcome.ContentId, at, outcome.ContentId));
            }

            if (outcome.Delivery is not null)
            {
                feed.Publish(new LiveEvent(outcome.WorkspaceId, "delivery.created", outcome.JobId, at, outcome.ContentId));
            }

            if (outcome.Channel is not ChannelEffect.Nothing)
            {
                feed.Publish(new LiveEvent(outcome.WorkspaceId, "channel.updated", outcome.ChannelId, at));
            }
        }

        return [.. batch.Select(o => moved.Contains(o.JobId))];
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
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
