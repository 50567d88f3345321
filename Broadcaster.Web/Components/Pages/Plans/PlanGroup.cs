using Broadcaster.Core.Planning.Plans;

namespace Broadcaster.Web.Components.Pages.Plans;

/// <summary>The tabs of the list and the columns of the board: what belongs together for whoever plans.</summary>
/// <param name="Id">In the address.</param>
public sealed record PlanGroup(string Id, string Name, IReadOnlyList<PlanStatus> Statuses, string Nothing)
{
    public static readonly IReadOnlyList<PlanGroup> All =
    [
        new("ideas", "Ideas", [PlanStatus.Draft, PlanStatus.Cancelled], "No idea waits"),
        new("working", "At work", [PlanStatus.Queued, PlanStatus.Researching, PlanStatus.Generating, PlanStatus.Refining], "Nothing is at work"),
        new("ready", "Ready", [PlanStatus.Ready], "Nothing is ready"),
        new("failed", "Failed", [PlanStatus.Failed], "Nothing failed"),
        new("approved", "Approved", [PlanStatus.Approved], "Nothing is approved yet"),
    ];

    public static readonly PlanGroup Archived = new("archived", "Archived", [PlanStatus.Archived], "Nothing is archived");
}
