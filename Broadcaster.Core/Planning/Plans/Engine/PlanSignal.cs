using Broadcaster.Core.Publishing.Engine;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>Wakes the planning engine: a plan is queued, a place is free. Apart from publishing's, so that neither waits for the other.</summary>
public sealed class PlanSignal
{
    private readonly DispatchSignal signal = new();

    public void Raise() => signal.Raise();

    internal Task<bool> WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken ct) => signal.WaitAsync(longest, clock, ct);
}
