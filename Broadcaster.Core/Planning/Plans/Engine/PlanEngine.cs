using System.Collections.Concurrent;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>Looks for plans whenever somebody says so and every few seconds anyway, and works on them. It owns every task that it starts.</summary>
internal sealed class PlanEngine(
    PlanQueue queue, PlanRunner runner, RunningPlans running, PlanSignal signal, CostBook costs, NodeInfo node, IOptions<PlanningOptions> options, TimeProvider clock, ILogger<PlanEngine> log) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, Task> tasks = new();
    private readonly CancellationTokenSource shutdown = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await QuietlyAsync("Recovering plans at start", queue.RecoverOrphansAsync, stoppingToken);
        var upkeep = UpkeepAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                await signal.WaitAsync(options.Value.SweepInterval, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception problem)
            {
                PlanLog.LookFailed(log, problem);
                await QuietlyAsync("Waiting", token => Task.Delay(TimeSpan.FromSeconds(1), clock, token), stoppingToken);
            }
        }

        // A call to a model is broken off: its plan is given back and goes on behind its last finished step.
        await shutdown.CancelAsync();
        await Task.WhenAll(tasks.Values);
        await upkeep;
    }

    public override void Dispose()
    {
        shutdown.Dispose();
        base.Dispose();
    }

    /// <summary>Everything that was started and is not over.</summary>
    internal Task Working => Task.WhenAll(tasks.Values);

    /// <summary>One look: claims what is due and starts it.</summary>
    internal async Task<int> LookAsync(CancellationToken ct)
    {
        var free = options.Value.MaxConcurrency - running.Count;
        if (free <= 0)
        {
            return 0;
        }

        var claims = await queue.ClaimAsync(free, ct);
        foreach (var claim in claims)
        {
            var plan = running.Add(claim, shutdown.Token);
            tasks[claim.PlanId] = Task.Run(() => RunAsync(plan), CancellationToken.None);
        }

        return claims.Count;
    }

    private async Task RunAsync(RunningPlan plan)
    {
        try
        {
            await runner.RunAsync(plan.Claim, plan.Stop.Token, shutdown.Token);
        }
        catch (Exception problem)
        {
            // The database is away: the lease runs out, and the plan is taken up again.
            PlanLog.RunFailed(log, plan.Claim.PlanId, problem);
        }
        finally
        {
            running.Remove(plan);
            tasks.TryRemove(plan.Claim.PlanId, out _);
            signal.Raise();
        }
    }

    private async Task UpkeepAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(node.Lease / 3, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                await QuietlyAsync("Keeping the leases of plans", queue.RenewAsync, ct);
                await QuietlyAsync("Recovering plans", queue.RecoverAsync, ct);
                await QuietlyAsync("Closing open bills", costs.CloseOrphansAsync, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task QuietlyAsync(string what, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        try
        {
            await work(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The program stops.
        }
        catch (Exception problem)
        {
            PlanLog.UpkeepFailed(log, what, problem);
        }
    }
}
