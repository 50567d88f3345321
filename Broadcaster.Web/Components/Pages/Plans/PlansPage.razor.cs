using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Plans;

/// <summary>All plans, as a list or a board; filters, order, view and page are in the address.</summary>
public sealed partial class PlansPage(PlanQueries plans, Authors writers) : PageBase
{
    private const int PageSize = 50;
    private const int BoardSize = 200;

    private static readonly (string Value, string Text)[] Orders =
        [("-createdAt", "Newest first"), ("createdAt", "Oldest first"), ("slotAt", "Next slot first"), ("-seoScore", "Best score first"), ("status", "By status")];

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(400);

    private readonly Dictionary<Guid, LiveProgress> progress = [];
    private Page<ContentPlan>? list;
    private IReadOnlyDictionary<PlanStatus, int>? counts;
    private IReadOnlyList<Author> authors = [];
    private PlanGroup? group;

    [SupplyParameterFromQuery(Name = "group")]
    public string? Group { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    [SupplyParameterFromQuery(Name = "search")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "author")]
    public Guid? AuthorId { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    private bool IsBoard => View == "board";

    private PlanFilter Filter => new()
    {
        Statuses = IsBoard || group is null ? [.. PlanGroup.All.SelectMany(g => g.Statuses)] : group.Statuses,
        Search = Search,
        AuthorId = AuthorId,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (!AddressChanged())
        {
            return;
        }

        group = PlanGroup.All.Append(PlanGroup.Archived).FirstOrDefault(g => g.Id == Group);
        await ReadAsync();
        authors = await writers.OfPlansAsync(Caller, Gone);
    }

    private async Task ReadAsync()
    {
        list = await plans.ListAsync(Caller, Filter, new PageRequest(IsBoard ? 1 : PageNumber ?? 1, IsBoard ? BoardSize : PageSize, IsBoard ? null : Sort), Gone);
        counts = await plans.CountByStatusAsync(Caller, Filter, Gone);
        foreach (var ended in list.Items.Where(p => !PlanWorkflow.IsRunning(p.Status)))
        {
            progress.Remove(ended.Id);
        }
    }

    // Progress alone is drawn from the event; anything else is read, no faster than somebody can see.
    private async Task ApplyAsync(IReadOnlyList<LiveEvent> changes)
    {
        foreach (var change in changes.Where(c => c.Progress is not null))
        {
            progress[change.Id] = change.Progress!;
        }

        if (changes.Count == 0 || changes.Any(c => c.Progress is null))
        {
            await ReadAsync();
        }
    }

    private int CountOf(IEnumerable<PlanGroup> groups) => groups.SelectMany(g => g.Statuses).Sum(s => counts?.GetValueOrDefault(s) ?? 0);

    private (int Percent, string? Step)? Progress(ContentPlan plan) =>
        !PlanWorkflow.IsRunning(plan.Status) ? null
        : progress.TryGetValue(plan.Id, out var live) && live.Percent >= plan.Percent ? (live.Percent, live.Step)
        : (plan.Percent, plan.CurrentStep);
}
