using System.Globalization;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Costs;

/// <summary>What models have cost, and how near the ceilings are.</summary>
public sealed partial class CostsPage(GetCostUsage getUsage, TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(700);

    private CostUsage? usage;
    private IReadOnlyList<CostSum> days = [];

    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    private string Current => Range is not null && StatisticsRange.All.Contains(Range) ? Range : StatisticsRange.Default;

    protected override Task OnParametersSetAsync() => AddressChanged() ? ReadAsync() : Task.CompletedTask;

    // Models are asked by plans.
    private Task HearAsync(IReadOnlyList<LiveEvent> changes) =>
        changes.Count == 0 || changes.Any(c => c.Progress is null) ? ReadAsync() : Task.CompletedTask;

    private async Task ReadAsync()
    {
        var read = await getUsage.ExecuteAsync(Caller, Current, Gone);
        if (Succeeded(read))
        {
            usage = read.Value;
            days = CostDays.Fill(usage.ByDay, Current, Times.Day(clock.GetUtcNow(), Workspace.TimeZone));
        }
    }

    private static string NameOf(string range) => range switch
    {
        "24h" => "24 hours",
        "7d" => "7 days",
        "30d" => "30 days",
        "90d" => "90 days",
        _ => "All time",
    };

    private static string Tokens(CostSum sum) =>
        string.Create(CultureInfo.InvariantCulture, $"{sum.TokensIn:N0} tokens in, {sum.TokensOut:N0} out");
}
