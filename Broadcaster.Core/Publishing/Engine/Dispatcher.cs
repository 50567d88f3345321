using System.Collections.Concurrent;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// The heart: looks for what is due whenever somebody says so and every few seconds anyway, claims a fair share, and takes
/// each job through. It owns every task that it starts.
/// </summary>
internal sealed class Dispatcher(
    ILedger ledger,
    ConnectorRegistry connectors,
    ChannelRates rates,
    LedgerWriter writer,
    JobLoader loader,
    JobRunner runner,
    RunningJobs running,
    Recovery recovery,
    DispatchSignal signal,
    NodeInfo node,
    ILiveFeed feed,
    IOptions<PublishingOptions> options,
    TimeProvider clock,
    ILogger<Dispatcher> log) : BackgroundService
{
    private readonly ConcurrentDictionary<long, Task> batches = new();
    private readonly CancellationTokenSource abort = new();
    private readonly CancellationTokenSource giveUp = new();
    private long batchNumber;

    // A place that comes free is worth a look only when a good part of the node is: many small claims cost more than they bring.
    private int WorthALook => Math.Max(1, options.Value.MaxConcurrency / 2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        PublishingLog.Started(log, node.Name);
        var writing = writer.RunAsync(giveUp.Token);
        await recovery.RecoverOrphansAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var full = false;
            try
            {
                full = await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception problem)
            {
                PublishingLog.LookFailed(log, problem);
                await QuietlyAsync(Task.Delay(TimeSpan.FromMilliseconds(500), clock, stoppingToken));
            }

            if (!full)
            {
                await QuietlyAsync(signal.WaitAsync(options.Value.SweepInterval, clock, stoppingToken));
            }
        }

        await FinishAsync(writing);
    }

    public override void Dispose()
    {
        abort.Dispose();
        giveUp.Dispose();
        base.Dispose();
    }

    /// <summary>Everything that was started and is not over.</summary>
    internal Task Sending => Task.WhenAll(batches.Values);

    /// <summary>One look: claims what is due and starts it. True when there may be more to claim at once.</summary>
    internal async Task<bool> LookAsync(CancellationToken ct)
    {
        var free = Capacity - running.Count;
        var now = clock.GetUtcNow();
        var due = await ledger.FindDueChannelsAsync(now, ct);
        if (due.Count == 0)
        {
            return false;
        }

        var allowed = await ProbesAsync(due, now, ct);
        var quotas = FairShare.Divide(allowed, RoomOf, c => running.HeldBy(c.ChannelId), free)
            .Select(q => q with { Jobs = rates.Take(q.ChannelId, RateOf(allowed.First(c => c.ChannelId == q.ChannelId)), q.Jobs) })
            .Where(q => q.Jobs > 0)
            .ToList();
        var leaseUntil = now + node.Lease;
        var claimed = quotas.Count == 0 ? [] : await ledger.ClaimAsync(quotas, node.Name, now, leaseUntil, ct);
        var jobs = claimed.Select(running.Add).ToList();
        jobs.ForEach(j => j.LeaseUntil = leaseUntil);
        await AssignAsync(jobs, allowed.Where(c => c.Probe), quotas, now, ct);
        if (jobs.Count == 0)
        {
            return false;
        }

        Start(jobs, ct);
        return claimed.Count >= quotas.Sum(q => q.Jobs) && running.Count < Capacity;
    }

    // Beside those that are sent, as many are being prepared, and twice as many wait for their commits.
    private int Capacity => options.Value.MaxConcurrency * 4;

    private int RoomOf(DueChannel channel)
    {
        var held = running.HeldBy(channel.ChannelId);
        return channel.Probe ? 1 - held : (Ahead(LimitOf(channel)) * LimitOf(channel)) - held;
    }

    // A channel that sends a few at once needs only the next few ready; a fast one is held up by commits, not by sends.
    private static int Ahead(int limit) => limit >= 16 ? 4 : 2;

    private int LimitOf(DueChannel channel) =>
        channel.MaxConcurrency ?? (connectors.TryGet(channel.Connector, out var connector) ? connector.Descriptor.DefaultConcurrency : 1);

    private int? RateOf(DueChannel channel) =>
        channel.RatePerMinute ?? (connectors.TryGet(channel.Connector, out var connector) ? connector.Descriptor.DefaultRatePerMinute : null);

    // Behind an open circuit exactly one job goes out, from whichever node is first.
    private async Task<List<DueChannel>> ProbesAsync(IReadOnlyList<DueChannel> due, DateTimeOffset now, CancellationToken ct)
    {
        var allowed = new List<DueChannel>(due.Count);
        foreach (var channel in due)
        {
            if (!channel.Probe || await ledger.TakeProbeAsync(channel.ChannelId, now, now + Circuit.ProbeFor, ct))
            {
                allowed.Add(channel);
            }
        }

        return allowed;
    }

    // A dry run says nothing about a channel, and what was not claimed needs no room: both are given back.
    private async Task AssignAsync(List<RunningJob> jobs, IEnumerable<DueChannel> probes, List<ChannelQuota> quotas, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var quota in quotas)
        {
            rates.Return(quota.ChannelId, quota.Jobs - jobs.Count(j => j.Claim.ChannelId == quota.ChannelId));
        }

        foreach (var channel in probes)
        {
            var until = now + Circuit.ProbeFor;
            if (jobs.Find(j => j.Claim.ChannelId == channel.ChannelId && !j.Claim.DryRun) is { } real)
            {
                real.Probe = until;
            }
            else
            {
                await ReturnProbeAsync(channel.ChannelId, until, now, ct);
            }
        }
    }

    // What has been claimed is started whatever becomes of this: a probe that cannot be given back runs out by itself.
    private async Task ReturnProbeAsync(Guid channelId, DateTimeOffset until, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            await ledger.ReturnProbeAsync(channelId, until, now, ct);
        }
        catch (Exception problem)
        {
            PublishingLog.UpkeepFailed(log, "Giving back a channel's probe", problem);
        }
    }

    private void Start(List<RunningJob> jobs, CancellationToken stop)
    {
        var number = Interlocked.Increment(ref batchNumber);
        batches[number] = Task.Run(
            async () =>
            {
                try
                {
                    await RunBatchAsync(jobs, stop);
                }
                finally
                {
                    batches.TryRemove(number, out _);
                }
            },
            CancellationToken.None);
    }

    private async Task RunBatchAsync(List<RunningJob> jobs, CancellationToken stop)
    {
        foreach (var job in jobs)
        {
            feed.Publish(new LiveEvent(job.Claim.WorkspaceId, "job.updated", job.Claim.Id, clock.GetUtcNow(), job.Claim.ContentId));
        }

        IReadOnlyDictionary<Guid, JobWork> work;
        IReadOnlyDictionary<Guid, string> unreadable;
        try
        {
            (work, unreadable) = await loader.LoadEachAsync([.. jobs.Select(j => JobParts.Of(j.Claim))], stop);
        }
        catch (Exception problem)
        {
            PublishingLog.LookFailed(log, problem);
            await ReleaseAsync(jobs);
            return;
        }

        await Task.WhenAll(jobs.Select(job => Task.Run(() => RunOneAsync(job, work.GetValueOrDefault(job.Claim.Id), unreadable.GetValueOrDefault(job.Claim.Id), stop), CancellationToken.None)));
    }

    private async Task RunOneAsync(RunningJob job, JobWork? work, string? unreadable, CancellationToken stop)
    {
        var begun = true;
        try
        {
            begun = await runner.RunAsync(job, work, unreadable, stop, abort.Token);
        }
        catch (Exception problem)
        {
            PublishingLog.RunFailed(log, job.Claim.Id, problem);
        }

        if (!begun)
        {
            await ReleaseAsync([job]);
            return;
        }

        await EndProbeAsync(job);
        running.Remove(job);
        if (running.Count <= Capacity - WorthALook)
        {
            signal.Raise();
        }
    }

    private async Task ReleaseAsync(List<RunningJob> jobs)
    {
        try
        {
            await ledger.ReleaseAsync([.. jobs.Select(j => j.Claim.Id)], node.Name, clock.GetUtcNow(), abort.Token);
        }
        catch (Exception problem)
        {
            // They stay claimed until their lease runs out; as nothing was begun they are then simply due again.
            PublishingLog.UpkeepFailed(log, "Giving back jobs", problem);
        }
        finally
        {
            foreach (var job in jobs)
            {
                rates.Return(job.Claim.ChannelId, 1);
                await EndProbeAsync(job);
                running.Remove(job);
            }
        }
    }

    // A probe that ended without a word about the channel (refused before it was sent, given back, cancelled) is the next job's.
    private async Task EndProbeAsync(RunningJob job)
    {
        if (job is not { Probe: { } until, Spoke: false })
        {
            return;
        }

        await ReturnProbeAsync(job.Claim.ChannelId, until, clock.GetUtcNow(), abort.Token);
        signal.Raise();
    }

    // Stop claiming (done), let what is being sent finish within the grace, then cut it off and write what is known.
    private async Task FinishAsync(Task writing)
    {
        var sending = Sending;
        await Task.WhenAny(sending, Task.Delay(options.Value.ShutdownGrace, clock, CancellationToken.None));
        abort.CancelAfter(TimeSpan.Zero);
        await QuietlyAsync(sending.WaitAsync(TimeSpan.FromSeconds(5), clock, CancellationToken.None));
        writer.Complete();
        await QuietlyAsync(writing.WaitAsync(TimeSpan.FromSeconds(5), clock, CancellationToken.None));

        // The database does not come back: what could not be written is taken up at the next start, as after a crash.
        await giveUp.CancelAsync();
    }

    private static async Task QuietlyAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception problem) when (problem is OperationCanceledException or TimeoutException)
        {
            // Being told to stop is what this wait may end with.
        }
    }
}
