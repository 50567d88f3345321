using Broadcaster.Core.Publishing.Engine;

namespace Broadcaster.Core.Foundation.Scheduling;

/// <summary>
/// Says when to look, never what exists: losing every wake-up loses nothing but a second or two, because the sweep finds what
/// is due. Something due now wakes the dispatcher directly; something later arms a timer for its instant.
/// </summary>
public sealed class WakeUps(DispatchSignal signal, TimeProvider clock)
{
    // Far enough for the arming sweep to pass twice; what is later is armed by it.
    private static readonly TimeSpan Horizon = TimeSpan.FromMinutes(15);

    /// <summary>Set by the scheduler while it runs: arms one timer for an instant.</summary>
    internal Action<DateTimeOffset>? Timer { get; set; }

    /// <summary>Told of every wake-up that began here, for the other nodes.</summary>
    internal event Action<DateTimeOffset>? Announced;

    /// <summary>Something becomes due at this instant.</summary>
    public void At(DateTimeOffset instant)
    {
        Arm(instant);
        Announced?.Invoke(instant);
    }

    /// <summary>As <see cref="At"/>, on this node only.</summary>
    internal void Arm(DateTimeOffset instant)
    {
        var wait = instant - clock.GetUtcNow();
        if (wait <= TimeSpan.Zero)
        {
            signal.Raise();
        }
        else if (wait <= Horizon)
        {
            Timer?.Invoke(instant);
        }
    }
}
