using System.Collections.Concurrent;
using Broadcaster.Core.Planning.Plans.Engine;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>
/// Works on one plan at once for somebody who waits for it. The work is the program's own: whoever waits may leave, and a
/// call to a model that is paid for is heard to its end.
/// </summary>
public sealed class PlanServer : IHostedService, IAsyncDisposable
{
    private readonly PlanQueue queue;
    private readonly PlanRunner runner;
    private readonly RunningPlans running;
    private readonly PlanSignal signal;
    private readonly ILogger<PlanServer> log;
    private readonly ConcurrentDictionary<Guid, Task> tasks = new();
    private readonly CancellationTokenSource shutdown = new();
    private int disposed;

    internal PlanServer(PlanQueue queue, PlanRunner runner, RunningPlans running, PlanSignal signal, ILogger<PlanServer> log) =>
        (this.queue, this.runner, this.running, this.signal, this.log) = (queue, runner, running, signal, log);

    /// <summary>Returns when the plan is done, at once where somebody else has it.</summary>
    /// <param name="ct">Ends the waiting, not the work.</param>
    public async Task RunNowAsync(Guid planId, CancellationToken ct)
    {
        // Not by the caller's token either: a claim that nobody knows of would have to outlive its lease.
        if (await queue.ClaimOneAsync(planId, shutdown.Token) is not { } claim)
        {
            return;
        }

        var known = new TaskCompletionSource();
        var plan = running.Add(claim, shutdown.Token);
        var work = RunAsync(plan, known.Task);
        tasks[planId] = work;
        known.SetResult();
        await work.WaitAsync(ct);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Gives back what is under way: it goes on behind its last finished step.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref disposed) == 0)
        {
            await shutdown.CancelAsync();
            await Task.WhenAll(tasks.Values).WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // It is registered under two names and so ended twice; a host may even stop it behind that.
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        await shutdown.CancelAsync();
        await Task.WhenAll(tasks.Values);
        shutdown.Dispose();
    }

    private async Task RunAsync(RunningPlan plan, Task known)
    {
        await known;
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
}
