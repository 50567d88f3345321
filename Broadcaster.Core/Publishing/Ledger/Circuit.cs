namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>The circuit breaker of a channel.</summary>
public static class Circuit
{
    /// <summary>Failures in a row that open it.</summary>
    public const int Threshold = 5;

    /// <summary>How long it stays open the first time; doubled with each failed probe, up to 16 times.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(1);

    /// <summary>How long a node has for its probe before another may try.</summary>
    public static readonly TimeSpan ProbeFor = TimeSpan.FromMinutes(2);
}
