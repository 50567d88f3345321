using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Costs;

/// <summary>How far the ceilings are, by what is spent: what is only set aside for a call under way is no warning yet.</summary>
public sealed class CostStanding(Database database, TimeProvider clock)
{
    /// <param name="planId">With this plan's own ceiling.</param>
    public async Task<CostCeilings> ReadAsync(Caller caller, Guid? planId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var workspace = await db.Workspaces.FirstAsync(w => w.Id == caller.WorkspaceId, ct);
        var costs = workspace.Settings.Costs;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone)).DateTime);
        var plan = planId is { } id ? await db.Plans.Where(p => p.Id == id).Select(p => new { p.Id, p.Topic, p.MaxCostUsd }).FirstOrDefaultAsync(ct) : null;
        return new CostCeilings(
            CeilingUse.Of(costs.DayLimit, costs.DayLimit is null ? 0 : CostBook.ToDollars(await SpentAsync(db, CostBook.DayOf(day), day, day, null, ct))),
            CeilingUse.Of(costs.MonthLimit, costs.MonthLimit is null ? 0 : CostBook.ToDollars(await SpentAsync(db, CostBook.MonthOf(day), FirstOf(day), LastOf(day), null, ct))),
            plan is null ? null : CeilingUse.Of(plan.MaxCostUsd ?? costs.PlanLimit, CostBook.ToDollars(await SpentAsync(db, CostBook.PeriodOf(plan.Id), default, DateOnly.MaxValue, plan.Id, ct))),
            plan?.Topic);
    }

    /// <summary>Billionths of a dollar that are gone, or may be: the total without what is set aside.</summary>
    internal static async Task<long> SpentAsync(BroadcasterDbContext db, string period, DateOnly from, DateOnly to, Guid? planId, CancellationToken ct)
    {
        var total = await db.CostTotals.Where(t => t.Period == period).Select(t => t.Nanos).FirstOrDefaultAsync(ct);
        return total == 0
            ? 0
            : total - await db.CostRecords.Where(r => r.Outcome == CostOutcome.Reserved && r.Day >= from && r.Day <= to && (planId == null || r.PlanId == planId)).SumAsync(r => r.Nanos, ct);
    }

    internal static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    internal static DateOnly LastOf(DateOnly day) => FirstOf(day).AddMonths(1).AddDays(-1);
}

/// <summary>How far each ceiling is.</summary>
/// <param name="Plan">Null where no plan was asked for.</param>
/// <param name="PlanTopic">Which plan.</param>
public sealed record CostCeilings(CeilingUse Day, CeilingUse Month, CeilingUse? Plan, string? PlanTopic)
{
    /// <summary>What somebody should know, in a sentence; null while all is well.</summary>
    public string? Warning => this switch
    {
        { Month.Warning: true } => $"{Month.Percent} % of what models may cost this month is used.",
        { Day.Warning: true } => $"{Day.Percent} % of what models may cost today is used.",
        { Plan.Warning: true } => $"{Plan.Percent} % of what the plan \"{PlanTopic}\" may cost is used.",
        _ => null,
    };
}
