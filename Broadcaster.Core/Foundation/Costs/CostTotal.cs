using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Foundation.Costs;

/// <summary>What a period or a plan has cost so far, set-aside money included: the row that a ceiling is checked on.</summary>
public sealed class CostTotal : IWorkspaceOwned
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>day:2026-11-21, month:2026-11, plan:{id}.</summary>
    public required string Period { get; init; }

    public long Nanos { get; set; }

    /// <summary>It has passed 80 % of its ceiling, and that was said.</summary>
    public bool Warned { get; set; }
}
