using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Settings;

namespace Broadcaster.Web.Components.Pages.Settings;

/// <summary>What stands in the tab Costs.</summary>
public sealed class CostsForm(CostsTopic costs)
{
    public string? DayLimit { get; set; } = FormValues.Text(costs.DayLimit);

    public string? MonthLimit { get; set; } = FormValues.Text(costs.MonthLimit);

    public string? PlanLimit { get; set; } = FormValues.Text(costs.PlanLimit);

    public List<PriceForm> Prices { get; } = [.. costs.Prices.Select(p => new PriceForm(p))];

    public IReadOnlyList<ModelPrice> BuiltIn { get; } = costs.BuiltInPrices;

    public DateOnly BuiltInAsOf { get; } = costs.BuiltInPricesAsOf;

    public JsonObject Patch() => new()
    {
        ["dayLimit"] = FormValues.Number(DayLimit),
        ["monthLimit"] = FormValues.Number(MonthLimit),
        ["planLimit"] = FormValues.Number(PlanLimit),
        ["prices"] = new JsonArray([.. Prices.Where(p => !p.IsEmpty).Select(p => p.Patch())]),
    };

    /// <summary>One price of the workspace's own.</summary>
    public sealed class PriceForm
    {
        public PriceForm()
        {
        }

        public PriceForm(ModelPrice price) => (Model, Input, Output) = (price.Model, FormValues.Text(price.InputPerMillion), FormValues.Text(price.OutputPerMillion));

        public string? Model { get; set; }

        public string? Input { get; set; }

        public string? Output { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Model) && string.IsNullOrWhiteSpace(Input) && string.IsNullOrWhiteSpace(Output);

        public JsonObject Patch() => new() { ["model"] = Model?.Trim() ?? "", ["inputPerMillion"] = FormValues.Number(Input) ?? "", ["outputPerMillion"] = FormValues.Number(Output) ?? "" };
    }
}
