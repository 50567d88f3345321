using System.Globalization;
using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Foundation.Costs;

/// <summary>
/// Sets money aside before a call and settles it afterwards. A ceiling is a condition of the statement that sets aside, so
/// calls that begin at the same moment cannot pass it together, on any number of nodes.
/// </summary>
public sealed class CostBook(Database database, PatientWrite patience, ILiveFeed feed, TimeProvider clock, ILogger<CostBook> log)
{
    private const decimal WarnAt = 0.8m;

    /// <summary>No call lasts longer; what is still open then belongs to a program that is gone.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromHours(1);

    internal static long ToNanos(decimal dollars) => (long)Math.Ceiling(dollars * 1_000_000_000);

    internal static decimal ToDollars(long nanos) => nanos / 1_000_000_000m;

    /// <summary>Books the most that the call can cost; refuses where that could pass a ceiling. Nothing is booked then.</summary>
    public async Task<Result<CostRecord>> ReserveAsync(Workspace workspace, ModelOrder order, ModelChoice choice, decimal most, CancellationToken ct)
    {
        var costs = workspace.Settings.Costs;
        var now = clock.GetUtcNow();
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone)).DateTime);
        var record = new CostRecord
        {
            Id = clock.NewId(),
            WorkspaceId = workspace.Id,
            PlanId = order.PlanId,
            Stage = order.Stage,
            Task = order.Task,
            Provider = SnakeCase.Of(choice.Provider),
            Model = choice.Model,
            Nanos = ToNanos(most),
            Outcome = CostOutcome.Reserved,
            At = now,
            Day = day,
        };
        using var turn = await database.TurnAsync(ct);
        await using var db = database.Work(workspace.Id);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var ceiling in CeilingsOf(record, costs, order.PlanLimit))
        {
            if (!await AddAsync(db, ceiling, record.Nanos, ct))
            {
                var spent = await db.CostTotals.Where(t => t.Period == ceiling.Period).Select(t => t.Nanos).FirstAsync(ct);
                return new CeilingReached(ceiling.Kind, ceiling.Limit!.Value, ToDollars(spent), most);
            }
        }

        db.CostRecords.Add(record);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return record;
    }

    /// <summary>
    /// Writes what is known of the bill, and gives back what was set aside beyond it. Waits for the database where that is away:
    /// what was paid for is not thrown away.
    /// </summary>
    /// <param name="also">More rows for the same commit. Called again with each try.</param>
    public Task SettleAsync(CostRecord reserved, CostOutcome outcome, long tokensIn, long tokensOut, decimal cost, string? problem, Func<BroadcasterDbContext, CancellationToken, Task>? also, CancellationToken ct) =>
        patience.RunAsync("the bill of a call to a model", () => SettleOnceAsync(reserved, outcome, tokensIn, tokensOut, cost, problem, also, ct));

    private async Task SettleOnceAsync(CostRecord reserved, CostOutcome outcome, long tokensIn, long tokensOut, decimal cost, string? problem, Func<BroadcasterDbContext, CancellationToken, Task>? also, CancellationToken ct)
    {
        using var turn = await database.TurnAsync(ct);
        await using var db = database.Work(reserved.WorkspaceId);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var nanos = outcome switch
        {
            CostOutcome.Billed => ToNanos(cost),
            CostOutcome.Free => 0,
            CostOutcome.Unknown or CostOutcome.Reserved => reserved.Nanos,
        };
        var now = clock.GetUtcNow();
        var id = reserved.Id;
        var wasClosed = await db.CostRecords.AnyAsync(r => r.Id == id && r.Outcome == CostOutcome.Unknown, ct);
        var before = wasClosed ? CostOutcome.Unknown : CostOutcome.Reserved;
        var moved = await db.CostRecords.Where(r => r.Id == id && r.Outcome == before)
            .ExecuteUpdateAsync(
                s => s.SetProperty(r => r.Outcome, outcome).SetProperty(r => r.Nanos, nanos).SetProperty(r => r.TokensIn, tokensIn).SetProperty(r => r.TokensOut, tokensOut)
                    .SetProperty(r => r.Problem, problem).SetProperty(r => r.SettledAt, now),
                ct);
        var difference = nanos - reserved.Nanos;
        if (moved == 1 && reserved.PlanId is { } planId)
        {
            await AddToPlanAsync(db, planId, tokensIn, tokensOut, wasClosed ? difference : nanos, ct);
        }

        if (moved == 1 && difference != 0)
        {
            foreach (var ceiling in CeilingsOf(reserved, null, null))
            {
                await db.CostTotals.Where(t => t.Period == ceiling.Period).ExecuteUpdateAsync(s => s.SetProperty(t => t.Nanos, t => t.Nanos + difference), ct);
            }
        }

        var warnings = moved == 1 ? await NearAsync(db, reserved, ct) : [];
        if (also is not null)
        {
            await also(db, ct);
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        foreach (var near in warnings)
        {
            CostLog.NearCeiling(log, reserved.WorkspaceId, near.Period);
            feed.Publish(new LiveEvent(reserved.WorkspaceId, "cost.warning", near.Kind == "plan" ? reserved.PlanId!.Value : reserved.WorkspaceId, now));
        }
    }

    /// <summary>Writes down what Firecrawl counted: credits of its own, which have no price here.</summary>
    public Task AddCreditsAsync(Workspace workspace, Guid planId, decimal credits, CancellationToken ct)
    {
        var id = clock.NewId();
        return patience.RunAsync("the bill of a research", () => AddCreditsOnceAsync(workspace, id, planId, credits, ct));
    }

    private async Task AddCreditsOnceAsync(Workspace workspace, Guid id, Guid planId, decimal credits, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        using var turn = await database.TurnAsync(ct);
        await using var db = database.Work(workspace.Id);
        if (await db.CostRecords.AnyAsync(r => r.Id == id, ct))
        {
            return;
        }

        db.CostRecords.Add(new CostRecord
        {
            Id = id,
            WorkspaceId = workspace.Id,
            PlanId = planId,
            Stage = "research",
            Task = AiTask.Research,
            Provider = "firecrawl",
            Model = "credits",
            TokensIn = (long)Math.Ceiling(credits),
            Outcome = CostOutcome.Billed,
            At = now,
            SettledAt = now,
            Day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone)).DateTime),
        });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Marks calls whose program is gone: their bill will never be known.</summary>
    public async Task CloseOrphansAsync(CancellationToken ct)
    {
        var old = clock.GetUtcNow() - LongestCall;
        List<CostRecord> open;
        await using (var all = database.OpenUnscoped())
        {
            open = await all.CostRecords.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking().Where(r => r.Outcome == CostOutcome.Reserved && r.At < old).ToListAsync(ct);
        }

        var closed = 0;
        foreach (var orphan in open)
        {
            var id = orphan.Id;
            using var turn = await database.TurnAsync(ct);
            await using var db = database.Work(orphan.WorkspaceId);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await db.CostRecords.Where(r => r.Id == id && r.Outcome == CostOutcome.Reserved).ExecuteUpdateAsync(s => s.SetProperty(r => r.Outcome, CostOutcome.Unknown), ct) == 0)
            {
                continue;
            }

            if (orphan.PlanId is { } planId)
            {
                await AddToPlanAsync(db, planId, 0, 0, orphan.Nanos, ct);
            }

            await transaction.CommitAsync(ct);
            closed++;
        }

        if (closed > 0)
        {
            CostLog.Orphaned(log, closed);
        }
    }

    // What its page shows is what was settled, also for a call that came to nothing, and after it was cancelled.
    private static Task AddToPlanAsync(BroadcasterDbContext db, Guid planId, long tokensIn, long tokensOut, long nanos, CancellationToken ct) => db.Plans.Where(p => p.Id == planId)
        .ExecuteUpdateAsync(s => s.SetProperty(p => p.TokensIn, p => p.TokensIn + tokensIn).SetProperty(p => p.TokensOut, p => p.TokensOut + tokensOut).SetProperty(p => p.Nanos, p => p.Nanos + nanos), ct);

    internal static string PeriodOf(Guid planId) => $"plan:{planId:N}";

    internal static string DayOf(DateOnly day) => day.ToString("'day:'yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string MonthOf(DateOnly day) => day.ToString("'month:'yyyy-MM", CultureInfo.InvariantCulture);

    // Always in the same order, so that two calls never wait for each other's row.
    private static IEnumerable<Ceiling> CeilingsOf(CostRecord record, CostSettings? costs, decimal? planLimit)
    {
        yield return new Ceiling("day", DayOf(record.Day), costs?.DayLimit);
        yield return new Ceiling("month", MonthOf(record.Day), costs?.MonthLimit);
        if (record.PlanId is { } plan)
        {
            yield return new Ceiling("plan", PeriodOf(plan), planLimit ?? costs?.PlanLimit);
        }
    }

    private static async Task<bool> AddAsync(BroadcasterDbContext db, Ceiling ceiling, long nanos, CancellationToken ct)
    {
        var (workspaceId, period) = (db.WorkspaceId, ceiling.Period);
        await db.Database.ExecuteSqlAsync($"INSERT INTO cost_totals (workspace_id, period, nanos, warned) VALUES ({workspaceId}, {period}, 0, {false}) ON CONFLICT DO NOTHING", ct);
        var limit = ceiling.Limit is { } dollars ? ToNanos(dollars) : long.MaxValue;

        // A call that costs nothing passes no ceiling.
        return await db.CostTotals.Where(t => t.Period == period && (t.Nanos <= limit - nanos || nanos == 0))
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.Nanos, t => t.Nanos + nanos), ct) == 1;
    }

    // Once for each time that it comes near: a ceiling that was raised is far again, and warns anew.
    private static async Task<List<Ceiling>> NearAsync(BroadcasterDbContext db, CostRecord settled, CancellationToken ct)
    {
        var settings = await db.Workspaces.Where(w => w.Id == settled.WorkspaceId).Select(w => w.Settings).FirstAsync(ct);
        var planLimit = settled.PlanId is { } planId ? await db.Plans.Where(p => p.Id == planId).Select(p => p.MaxCostUsd).FirstOrDefaultAsync(ct) : null;
        var near = new List<Ceiling>();
        foreach (var ceiling in CeilingsOf(settled, settings.Costs, planLimit).Where(c => c.Limit > 0))
        {
            var (from, to, plan) = ceiling.Kind switch
            {
                "day" => (settled.Day, settled.Day, (Guid?)null),
                "month" => (CostStanding.FirstOf(settled.Day), CostStanding.LastOf(settled.Day), null),
                _ => (DateOnly.MinValue, DateOnly.MaxValue, settled.PlanId),
            };
            var isNear = await CostStanding.SpentAsync(db, ceiling.Period, from, to, plan, ct) >= ToNanos(ceiling.Limit!.Value * WarnAt);
            if (await db.CostTotals.Where(t => t.Period == ceiling.Period && t.Warned != isNear).ExecuteUpdateAsync(s => s.SetProperty(t => t.Warned, isNear), ct) == 1 && isNear)
            {
                near.Add(ceiling);
            }
        }

        return near;
    }

    private sealed record Ceiling(string Kind, string Period, decimal? Limit);
}
