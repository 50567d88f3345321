using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// What a node has to do all the time: keep its leases, take up what others left, look things up, save the progress of long
/// jobs, arm the next wake-ups. Each of them fails by itself and is tried again.
/// </summary>
internal sealed class Upkeep(
    ILedger ledger,
    RunningJobs running,
    Recovery recovery,
    Reconciler reconciler,
    WakeUps wakeUps,
    NodeInfo node,
    NodeRegistry nodes,
    IOptions<PublishingOptions> options,
    TimeProvider clock,
    ILogger<Upkeep> log) : BackgroundService
{
    private static readonly TimeSpan Horizon = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Lasting = TimeSpan.FromMilliseconds(1500);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await nodes.LeaveAsync(cancellationToken);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            PublishingLog.UpkeepFailed(log, "Taking this node off the list", problem);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(
            EveryAsync(node.Lease / 3, "Renewing leases", RenewAsync, stoppingToken),
            EveryAsync(node.Lease / 3, "Recovering jobs", recovery.RecoverAsync, stoppingToken),
            EveryAsync(TimeSpan.FromSeconds(10), "Telling that this node lives", nodes.BeatAsync, stoppingToken),
            EveryAsync(TimeSpan.FromMilliseconds(500), "Saving progress", SaveProgressAsync, stoppingToken),
            EveryAsync(options.Value.SweepInterval, "Looking up open deliveries", reconciler.LookAsync, stoppingToken),
            EveryAsync(Horizon / 2, "Arming wake-ups", ArmAsync, stoppingToken));

        // They were told to end with the rest, and none of them outlives this.
        await reconciler.Looking;
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        var mine = running.All.ToList();
        if (mine.Count == 0)
        {
            return;
        }

        var until = clock.GetUtcNow() + node.Lease;
        var kept = await ledger.RenewAsync([.. mine.Select(j => j.Claim)], node.Name, until, ct);
        foreach (var job in mine)
        {
            if (kept.Contains(job.Claim.Id))
            {
                job.LeaseUntil = until;
            }
            else if (running.IsHere(job))
            {
                // Taken over while this node was away, or ended by somebody's word: whatever it would still do, it may not.
                job.Lose();
            }
        }
    }

    // Only what lasts: a job that is over within a second or two never writes its progress.
    private async Task SaveProgressAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var moved = running.All.Where(j => j.Progress is not null && j.Progress != j.SavedProgress && now - j.Claim.ClaimedAt > Lasting).Select(j => (Job: j, Progress: j.Progress!)).ToList();
        if (moved.Count == 0)
        {
            return;
        }

        await ledger.SaveProgressAsync(
            [.. moved.Select(m => new JobProgress(m.Job.Claim.Id, m.Job.Claim.Attempt, m.Progress.Percent, m.Progress.Step, m.Progress.CompletedSteps, m.Progress.TotalSteps))], node.Name, ct);
        moved.ForEach(m => m.Job.SavedProgress = m.Progress);
    }

    private async Task ArmAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var instant in await ledger.UpcomingAsync(now, now + Horizon, 20_000, ct))
        {
            wakeUps.Arm(instant);
        }
    }

    private async Task EveryAsync(TimeSpan period, string what, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(period, clock);
        try
        {
            do
            {
                try
                {
                    await work(ct);
                }
                catch (Exception problem) when (!ct.IsCancellationRequested)
                {
                    PublishingLog.UpkeepFailed(log, what, problem);
                }
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The program stops.
        }
    }
}
