namespace Broadcaster.Core.Publishing.Engine;

/// <summary>Wakes the dispatcher: something is due, a place is free, a channel came back. Many calls are one look.</summary>
public sealed class DispatchSignal
{
    private readonly SemaphoreSlim signal = new(0, 1);

    public void Raise()
    {
        try
        {
            if (signal.CurrentCount == 0)
            {
                signal.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Somebody else raised it in between: one look serves both.
        }
    }

    /// <summary>True when raised, false when the time was over first.</summary>
    public async Task<bool> WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var timer = clock.CreateTimer(static s => ((CancellationTokenSource)s!).Cancel(), over, longest, Timeout.InfiniteTimeSpan);
        try
        {
            await signal.WaitAsync(over.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
