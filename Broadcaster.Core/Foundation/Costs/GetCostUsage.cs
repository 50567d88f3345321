using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Costs;

/// <summary>What models have cost in a range, and how far the ceilings are.</summary>
public sealed class GetCostUsage(Database database, TimeProvider clock)
{
    /// <param name="range">One of <see cref="StatisticsRange.All"/>; null: <see cref="StatisticsRange.Default"/>.</param>
    public async Task<Result<CostUsage>> ExecuteAsync(Caller caller, string? range, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var start = StatisticsRange.Start(range, now);
        if (!start.Ok)
        {
            return start.Error;
        }

        var from = start.Value ?? DateTimeOffset.UnixEpoch;
        await using var db = database.Read(caller);
        var cells = await db.CostRecords.Where(r => r.At >= from)
            .GroupBy(r => new { r.Day, r.Provider, r.Model, r.Task, r.Outcome })
            .Select(g => new Cell(g.Key.Day, g.Key.Provider, g.Key.Model, g.Key.Task, g.Key.Outcome, g.Count(), g.Sum(r => r.Nanos), g.Sum(r => r.TokensIn), g.Sum(r => r.TokensOut)))
            .ToListAsync(ct);
        var plans = await db.CostRecords.Where(r => r.At >= from && r.PlanId != null).GroupBy(r => r.PlanId)
            .Select(g => new { PlanId = g.Key, Nanos = g.Sum(r => r.Nanos), Calls = g.Count() })
            .OrderByDescending(g => g.Nanos).Take(20).ToListAsync(ct);
        var workspace = await db.Workspaces.FirstAsync(w => w.Id == caller.WorkspaceId, ct);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone)).DateTime);
        var (dayPeriod, monthPeriod) = (CostBook.DayOf(day), CostBook.MonthOf(day));
        var totals = await db.CostTotals.Where(t => t.Period == dayPeriod || t.Period == monthPeriod).ToDictionaryAsync(t => t.Period, t => CostBook.ToDollars(t.Nanos), ct);
        var costs = workspace.Settings.Costs;
        return new CostUsage(
            Sum.Of("all", cells),
            CostBook.ToDollars(cells.Where(c => c.Outcome is CostOutcome.Unknown or CostOutcome.Reserved).Sum(c => c.Nanos)),
            [.. cells.GroupBy(c => c.Day).OrderBy(g => g.Key).Select(g => Sum.Of(g.Key.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), g))],
            [.. cells.GroupBy(c => c.Model, StringComparer.Ordinal).Select(g => Sum.Of(g.Key, g)).OrderByDescending(s => s.CostUsd)],
            [.. cells.GroupBy(c => c.Provider, StringComparer.Ordinal).Select(g => Sum.Of(g.Key, g)).OrderByDescending(s => s.CostUsd)],
            [.. cells.GroupBy(c => c.Task).Select(g => Sum.Of(SnakeCase.Of(g.Key), g)).OrderByDescending(s => s.CostUsd)],
            [.. plans.Select(p => new PlanCost(p.PlanId!.Value, CostBook.ToDollars(p.Nanos), p.Calls))],
            CeilingUse.Of(costs.DayLimit, totals.GetValueOrDefault(dayPeriod)),
            CeilingUse.Of(costs.MonthLimit, totals.GetValueOrDefault(monthPeriod)));
    }

    private sealed record Cell(DateOnly Day, string Provider, string Model, AiTask Task, CostOutcome Outcome, int Calls, long Nanos, long TokensIn, long TokensOut);

    private static class Sum
    {
        public static CostSum Of(string name, IEnumerable<Cell> cells)
        {
            var all = cells.ToList();

            // Firecrawl's credits are no tokens: they are counted by themselves alone.
            var counted = all.TrueForAll(c => c.Task == AiTask.Research) ? all : all.FindAll(c => c.Task != AiTask.Research);
            return new CostSum(name, CostBook.ToDollars(all.Sum(c => c.Nanos)), all.Sum(c => c.Calls), counted.Sum(c => c.TokensIn), counted.Sum(c => c.TokensOut));
        }
    }
}

/// <summary>Figures over what was spent; US dollars.</summary>
/// <param name="UncertainUsd">The part of it that is set aside, or booked at the most it can have cost because nobody knows.</param>
public sealed record CostUsage(
    CostSum Total,
    decimal UncertainUsd,
    IReadOnlyList<CostSum> ByDay,
    IReadOnlyList<CostSum> ByModel,
    IReadOnlyList<CostSum> ByProvider,
    IReadOnlyList<CostSum> ByTask,
    IReadOnlyList<PlanCost> TopPlans,
    CeilingUse Day,
    CeilingUse Month);

/// <param name="Name">The day (yyyy-MM-dd), model, provider or task.</param>
/// <param name="TokensIn">For Firecrawl: its credits.</param>
public sealed record CostSum(string Name, decimal CostUsd, int Calls, long TokensIn, long TokensOut);

/// <summary>What one plan has cost; it may be deleted by now.</summary>
public sealed record PlanCost(Guid PlanId, decimal CostUsd, int Calls);

/// <summary>How far a ceiling is.</summary>
/// <param name="LimitUsd">Null: none.</param>
/// <param name="Percent">Null without a limit.</param>
public sealed record CeilingUse(decimal? LimitUsd, decimal SpentUsd, int? Percent, bool Warning)
{
    internal static CeilingUse Of(decimal? limit, decimal spent)
    {
        int? percent = limit switch { null => null, 0 => 100, _ => (int)Math.Min(999, spent / limit.Value * 100) };
        return new CeilingUse(limit, spent, percent, percent >= 80);
    }
}
