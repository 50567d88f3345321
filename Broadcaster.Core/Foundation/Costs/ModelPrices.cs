using System.Text.Json;

namespace Broadcaster.Core.Foundation.Costs;

/// <summary>The built-in price table (prices.json beside this file), and what a workspace sets over it.</summary>
public static class ModelPrices
{
    private static readonly PriceList List = Load();

    /// <summary>The day on which the built-in prices were last looked up.</summary>
    public static DateOnly AsOf => List.AsOf;

    public static IReadOnlyList<ModelPrice> BuiltIn => List.Prices;

    /// <summary>Null where nobody knows.</summary>
    public static ModelPrice? Find(CostSettings costs, string model) => Find(costs.Prices, model) ?? Find(List.Prices, model);

    // gpt-4o is also what gpt-4o-2024-08-06 costs; gpt-4o-mini is another model.
    private static ModelPrice? Find(IReadOnlyList<ModelPrice> prices, string model) =>
        prices.FirstOrDefault(p => p.Model.Equals(model, StringComparison.OrdinalIgnoreCase))
        ?? prices.Where(p => model.StartsWith(p.Model, StringComparison.OrdinalIgnoreCase) && IsVersion(model.AsSpan(p.Model.Length))).MaxBy(p => p.Model.Length);

    private static bool IsVersion(ReadOnlySpan<char> rest) =>
        rest is "-latest" or ":latest" || (rest.Length >= 5 && rest[0] is '-' or '@' && rest[1..5].IndexOfAnyExceptInRange('0', '9') < 0);

    private static PriceList Load()
    {
        using var stream = typeof(ModelPrices).Assembly.GetManifestResourceStream("Broadcaster.Core.Foundation.Costs.prices.json")!;
        return JsonSerializer.Deserialize<PriceList>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record PriceList(DateOnly AsOf, IReadOnlyList<ModelPrice> Prices);
}
