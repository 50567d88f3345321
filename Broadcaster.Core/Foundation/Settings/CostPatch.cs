using System.Text.Json;
using Broadcaster.Core.Foundation.Costs;
using static Broadcaster.Core.Foundation.Settings.SettingsValues;

namespace Broadcaster.Core.Foundation.Settings;

/// <summary>The fields of the topic costs.</summary>
internal static class CostPatch
{
    private const decimal MostMoney = 1_000_000;
    private const int MostPrices = 200;

    private static readonly Dictionary<string, Func<ModelPrice, JsonElement, ModelPrice>> PriceFields = new()
    {
        ["model"] = (p, v) => p with { Model = Text(v, 200) ?? "" },
        ["inputPerMillion"] = (p, v) => p with { InputPerMillion = Price(v) },
        ["outputPerMillion"] = (p, v) => p with { OutputPerMillion = Price(v) },
    };

    public static readonly Dictionary<string, Func<SettingsDraft, JsonElement, SettingsDraft>> Fields = new()
    {
        ["dayLimit"] = (s, v) => With(s, c => c with { DayLimit = Money(v, MostMoney) }),
        ["monthLimit"] = (s, v) => With(s, c => c with { MonthLimit = Money(v, MostMoney) }),
        ["planLimit"] = (s, v) => With(s, c => c with { PlanLimit = Money(v, MostMoney) }),
        ["prices"] = (s, v) => With(s, c => c with { Prices = Prices(v) }),
    };

    private static SettingsDraft With(SettingsDraft s, Func<CostSettings, CostSettings> change) =>
        s with { Settings = s.Settings with { Costs = change(s.Settings.Costs) } };

    private static List<ModelPrice> Prices(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MostPrices)
        {
            throw new Refused($"Use a list of at most {MostPrices} prices: {{ \"model\": \"…\", \"inputPerMillion\": 1, \"outputPerMillion\": 4 }}.");
        }

        var prices = value.EnumerateArray().Select(p => Each(new ModelPrice("", -1, -1), p, PriceFields)).ToList();
        return prices.Exists(p => p.Model.Length == 0 || p.InputPerMillion < 0 || p.OutputPerMillion < 0)
            ? throw new Refused("Each price has model, inputPerMillion and outputPerMillion.")
            : prices;
    }

    private static decimal Price(JsonElement value) => Money(value, 100_000) ?? throw new Refused("Use an amount, 0 where it is free.");
}
