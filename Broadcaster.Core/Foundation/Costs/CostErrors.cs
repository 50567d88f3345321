using System.Globalization;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Foundation.Costs;

/// <summary>The call could pass a ceiling, so it is not made.</summary>
/// <param name="Ceiling">day, month or plan.</param>
public sealed record CeilingReached(string Ceiling, decimal Limit, decimal Spent, decimal Needed)
    : Error("costs.ceiling_reached", string.Create(
        CultureInfo.InvariantCulture,
        $"The ceiling for {(Ceiling == "plan" ? "this plan" : $"this {Ceiling}")} is ${Limit:0.####}; ${Spent:0.####} of it are spent or set aside, and the next call may cost ${Needed:0.####}. {Way(Ceiling)}"))
{
    public override IReadOnlyDictionary<string, object?> Details =>
        new Dictionary<string, object?> { ["ceiling"] = Ceiling, ["limit"] = Limit, ["spent"] = Spent, ["needed"] = Needed };

    private static string Way(string kind) => kind switch
    {
        "plan" => "Raise the plan's ceiling, or lower the token limits, and retry.",
        "day" => "Raise it under Settings, Costs, or retry tomorrow.",
        _ => "Raise it under Settings, Costs, or retry next month.",
    };
}

/// <summary>Nobody knows what a call would cost, so no ceiling could hold.</summary>
public sealed record PriceUnknown(string Model)
    : Error("costs.price_unknown", $"There is no price for {Model}, so no ceiling could hold. Enter what it costs under Settings, Costs (0 where it is free).");
