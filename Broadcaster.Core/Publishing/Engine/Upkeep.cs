using Broadcaster.Core.Data;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Core.Scheduling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// What a node has to do all the time: keep its leases, take up what others left, look things up, save the progress of long
/// jobs, arm the next wake-ups. Each of them fails by itself and is tried again.
/// </summary>
internal sealed class Upkeep(
    Database database,
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

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        EveryAsync(node.Lease / 3, "Renewing leases", RenewAsync, stoppingToken),
        EveryAsync(node.Lease / 3, "Recovering jobs", recovery.RecoverAsync, stoppingToken),
        EveryAsync(TimeSpan.FromSeconds(10), "Telling that this node lives", nodes.BeatAsync, stoppingToken),
        EveryAsync(TimeSpan.FromMilliseconds(500), "Saving progress", SaveProgressAsync, stoppingToken),
        EveryAsync(options.Value.SweepInterval, "Looking up open deliveries", reconciler.LookAsync, stoppingToken),
        EveryAsync(Horizon / 2, "Arming wake-ups", ArmAsync, stoppingToken));

    private async Task RenewAsync(CancellationToken ct)
    {
        var mine = running.All.ToList();
        if (mine.Count == 0)
        {
            return;
        }

        var until = clock.GetUtcNow() + node.Lease;
        await ledger.RenewAsync([.. mine.Select(j => j.Claim.Id)], node.Name, until, ct);
        mine.ForEach(j => j.LeaseUntil = until);
    }

    // Only what lasts: a job that is over within half a second never writes its progress.
    private async Task SaveProgressAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var job in running.All.Where(j => j.Progress is not null && j.Progress != j.SavedProgress && now - j.Claim.ClaimedAt > TimeSpan.FromMilliseconds(500)))
        {
            var progress = job.Progress!;
            await using var db = database.OpenUnscoped();
            await db.PublishJobs.IgnoreQueryFilters([Filters.Workspace])
                .Where(j => j.Id == job.Claim.Id && j.Attempt == job.Claim.Attempt && j.Status == JobStatus.Running)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(j => j.Progress, progress.Percent)
                        .SetProperty(j => j.CurrentStep, progress.Step)
                        .SetProperty(j => j.CompletedSteps, progress.CompletedSteps)
                        .SetProperty(j => j.TotalSteps, progress.TotalSteps),
                    ct);
            job.SavedProgress = progress;
        }
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
