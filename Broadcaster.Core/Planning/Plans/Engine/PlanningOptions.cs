using System.ComponentModel.DataAnnotations;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>How this node works on plans. Section <c>Planning</c>.</summary>
public sealed class PlanningOptions
{
    /// <summary>Plans at once on this node. More than <c>Ai:MaxConcurrency</c>, so that a model never waits for a plan that reads or writes.</summary>
    [Range(1, 256, ErrorMessage = "Planning:MaxConcurrency is a number from 1 to 256.")]
    public int MaxConcurrency { get; set; } = 16;

    /// <summary>How often the queue is looked through for what no wake-up announced.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00", ErrorMessage = "Planning:SweepInterval is a time from 00:00:00.2 to 00:01:00.")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a plan waits for a provider that is down or asks to wait, before it fails.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(1);
}
