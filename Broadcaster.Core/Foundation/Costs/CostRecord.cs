using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Foundation.Costs;

/// <summary>Money or tokens spent by one call that costs something. Written before the call, settled after it.</summary>
public sealed class CostRecord : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>Stays when the plan is deleted.</summary>
    public Guid? PlanId { get; init; }

    /// <summary>generate, refine:2, variant, …</summary>
    public string? Stage { get; init; }

    public required AiTask Task { get; init; }

    public required string Provider { get; init; }

    public required string Model { get; init; }

    public long TokensIn { get; set; }

    public long TokensOut { get; set; }

    /// <summary>Billionths of a US dollar: what it cost, or the most that it can have cost while nobody knows.</summary>
    public long Nanos { get; set; }

    public CostOutcome Outcome { get; set; }

    /// <summary>Why there was no answer: an error code.</summary>
    public string? Problem { get; set; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>In the workspace's zone when it was booked: a ceiling's day.</summary>
    public required DateOnly Day { get; init; }
}

/// <summary>What is known of the bill.</summary>
public enum CostOutcome
{
    /// <summary>The call is under way; the most that it can cost is set aside.</summary>
    Reserved,

    /// <summary>Billed as counted.</summary>
    Billed,

    /// <summary>Refused or never sent: not billed.</summary>
    Free,

    /// <summary>It was sent and nobody knows: booked at the most that it can have cost.</summary>
    Unknown,
}
