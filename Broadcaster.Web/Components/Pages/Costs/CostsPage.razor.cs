using System.Globalization;
using Broadcaster.Core.Costs;
using Broadcaster.Core.Publishing.Queries;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Costs;

/// <summary>What models have cost, and how near the ceilings are.</summary>
public sealed partial class CostsPage(GetCostUsage getUsage)
{
    private CostUsage? usage;
    private string? shown;

    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    private string Current => Range is not null && StatisticsRange.All.Contains(Range) ? Range : StatisticsRange.Default;

    protected override Task OnParametersSetAsync() => shown == Current ? Task.CompletedTask : ReloadAsync();

    private async Task ReloadAsync()
    {
        shown = Current;
        var read = await getUsage.ExecuteAsync(Caller, Current, Gone);
        usage = Succeeded(read) ? read.Value : usage;
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
