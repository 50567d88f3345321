using System.Collections.Concurrent;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>The plans that this node has in hand.</summary>
public sealed class RunningPlans
{
    private readonly ConcurrentDictionary<Guid, RunningPlan> plans = new();

    internal int Count => plans.Count;

    internal IReadOnlyCollection<RunningPlan> All => [.. plans.Values];

    internal bool Has(Guid planId) => plans.ContainsKey(planId);

    internal RunningPlan Add(PlanClaim claim, CancellationToken stop)
    {
        var running = new RunningPlan(claim, CancellationTokenSource.CreateLinkedTokenSource(stop));
        plans[claim.PlanId] = running;
        return running;
    }

    internal void Remove(RunningPlan running)
    {
        plans.TryRemove(KeyValuePair.Create(running.Claim.PlanId, running));
        running.Stop.Dispose();
    }

    /// <summary>Breaks the plan off, if it runs here: it was cancelled, deleted, or taken by another node.</summary>
    internal void Stop(Guid planId)
    {
        if (plans.TryGetValue(planId, out var running))
        {
            try
            {
                running.Stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has just ended by itself.
            }
        }
    }
}

/// <summary>One of them.</summary>
internal sealed record RunningPlan(PlanClaim Claim, CancellationTokenSource Stop);

/// <summary>A node's right to work on a plan, as long as the attempt number is the plan's.</summary>
internal sealed record PlanClaim(Guid PlanId, Guid WorkspaceId, int Attempt, string Node);
