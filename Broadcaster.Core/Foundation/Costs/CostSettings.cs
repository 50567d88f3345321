namespace Broadcaster.Core.Foundation.Costs;

/// <summary>What may be spent on models, in US dollars. A day and a month are the workspace's own, in its zone.</summary>
public sealed record CostSettings
{
    /// <summary>Null: no ceiling.</summary>
    public decimal? DayLimit { get; init; } = 10;

    /// <summary>Null: no ceiling.</summary>
    public decimal? MonthLimit { get; init; } = 100;

    /// <summary>For one plan, where it says nothing itself. Null: no ceiling.</summary>
    public decimal? PlanLimit { get; init; } = 2;

    /// <summary>Instead of, and beside, the built-in prices.</summary>
    public IReadOnlyList<ModelPrice> Prices { get; init; } = [];
}

/// <summary>What a model costs, in US dollars a million tokens.</summary>
public sealed record ModelPrice(string Model, decimal InputPerMillion, decimal OutputPerMillion)
{
    /// <summary>What so many tokens cost, rounded up to a billionth of a dollar.</summary>
    public decimal Of(long tokensIn, long tokensOut) => Math.Ceiling(((tokensIn * InputPerMillion) + (tokensOut * OutputPerMillion)) * 1_000) / 1_000_000_000;
}
