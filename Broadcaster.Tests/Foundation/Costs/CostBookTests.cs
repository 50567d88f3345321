using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Foundation.Ai;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Foundation.Costs;

/// <summary>Spending stops at its ceiling, before the call that could pass it.</summary>
public abstract class CostBookTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Ask_ManyAtOnce_NeverPassTheCeilingTogether()
    {
        await using var app = await ModelApp.StartAsync(provider, model: "gpt-4o");
        await app.ChangeAsync(s => s with { Costs = new CostSettings { DayLimit = 0.25m, MonthLimit = null, PlanLimit = null } });
        var let = new TaskCompletionSource();
        app.Server.Answer = _ => new ModelReply("Good day.") { Wait = let.Task, TokensIn = 10, TokensOut = 8_000 };

        // One call may cost a little over 8 cents, so three of them fit.
        var asking = Enumerable.Range(0, 10).Select(_ => Task.Run(() => app.Models.AskAsync(app.Order(), default))).ToList();
        await Eventually.TrueAsync(() => asking.Count(a => a.IsCompleted) == 7, () => $"{asking.Count(a => a.IsCompleted)} were refused.");
        let.SetResult();
        var answers = await Task.WhenAll(asking);

        Assert.Equal(3, app.Server.Calls.Count);
        Assert.Equal(3, answers.Count(a => a.Ok));
        var refused = Assert.IsType<CeilingReached>(answers.First(a => !a.Ok).Error);
        Assert.Equal(("day", 0.25m), (refused.Ceiling, refused.Limit));
        Assert.True(await app.SpentAsync() <= 0.25m);
        Assert.All(await app.RecordsAsync(), r => Assert.Equal(CostOutcome.Billed, r.Outcome));
    }

    [Theory]
    [InlineData("day")]
    [InlineData("month")]
    [InlineData("plan")]
    public async Task Ask_CeilingOfEachKind_StopsTheCallThatCouldPassIt(string kind)
    {
        await using var app = await ModelApp.StartAsync(provider, model: "gpt-4o");
        await app.ChangeAsync(s => s with
        {
            Costs = new CostSettings { DayLimit = kind == "day" ? 0.1m : null, MonthLimit = kind == "month" ? 0.1m : null, PlanLimit = kind == "plan" ? 0.1m : null },
        });
        app.Server.Answer = _ => new ModelReply("Good day.") { TokensIn = 0, TokensOut = 5_000 };
        var plan = app.App.Clock.GetUtcNow().Ticks > 0 ? Guid.NewGuid() : default;

        Assert.True((await app.Models.AskAsync(app.Order(planId: plan), default)).Ok);
        var second = await app.Models.AskAsync(app.Order(planId: plan), default);

        Assert.Equal(kind, Assert.IsType<CeilingReached>(second.Error).Ceiling);
        Assert.Single(app.Server.Calls);
        Assert.Equal(kind == "plan", (await app.Models.AskAsync(app.Order(planId: Guid.NewGuid()), default)).Ok);
    }

    [Fact]
    public async Task Ask_NextDayInTheWorkspacesZone_HasItsOwnCeiling()
    {
        // 22:30 UTC on a summer evening is half past midnight in Berlin.
        var clock = new FakeTime(new DateTimeOffset(2026, 7, 1, 21, 30, 0, TimeSpan.Zero));
        await using var app = await ModelApp.StartAsync(provider, model: "gpt-4o", clock: clock);
        await app.ChangeAsync(s => s with { Costs = new CostSettings { DayLimit = 0.1m } });
        app.Server.Answer = _ => new ModelReply("Good day.") { TokensIn = 0, TokensOut = 5_000 };

        Assert.True((await app.Models.AskAsync(app.Order(), default)).Ok);
        Assert.False((await app.Models.AskAsync(app.Order(), default)).Ok);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await app.Models.AskAsync(app.Order(), default)).Ok);

        Assert.Equal([new DateOnly(2026, 7, 1), new DateOnly(2026, 7, 2)], (await app.RecordsAsync()).Select(r => r.Day));
    }

    [Fact]
    public async Task Ask_Past80Percent_WarnsOnce()
    {
        await using var app = await ModelApp.StartAsync(provider, model: "gpt-4o");
        await app.ChangeAsync(s => s with { Costs = new CostSettings { DayLimit = 0.5m } });
        app.Server.Answer = _ => new ModelReply("Good day.") { TokensIn = 0, TokensOut = 5_000 };
        var warnings = 0;
        app.App.Get<LiveFeed>().Published += e => warnings += e.Type == "cost.warning" ? 1 : 0;

        for (var i = 0; i < 9; i++)
        {
            await app.Models.AskAsync(app.Order(), default);
        }

        Assert.Equal(1, warnings);
    }

    [Fact]
    public async Task Warning_MoneyThatIsOnlySetAside_IsNone_AndARaisedCeilingWarnsAnew()
    {
        await using var app = await ModelApp.StartAsync(provider, model: "gpt-4o");
        await app.ChangeAsync(s => s with { Costs = new CostSettings { DayLimit = 0.1m, MonthLimit = null, PlanLimit = null } });
        var told = new List<Guid>();
        app.App.Get<LiveFeed>().Published += e =>
        {
            if (e.Type == "cost.warning")
            {
                told.Add(e.Id);
            }
        };

        // Each call sets more than 8 of the 10 cents aside, and costs none of them.
        app.Server.Answer = _ => new ModelReply("Good day.") { TokensIn = 0, TokensOut = 1 };
        Assert.True((await app.Models.AskAsync(app.Order(), default)).Ok);
        Assert.Empty(told);
        Assert.Null((await StandingAsync()).Warning);

        app.Server.Answer = _ => new ModelReply("Good day.") { TokensIn = 0, TokensOut = 8_500 };
        Assert.True((await app.Models.AskAsync(app.Order(), default)).Ok);
        Assert.Equal([app.App.Workspace.Id], told);
        Assert.Equal("85 % of what models may cost today is used.", (await StandingAsync()).Warning);

        await app.ChangeAsync(s => s with { Costs = s.Costs with { DayLimit = 0.3m } });
        Assert.Null((await StandingAsync()).Warning);
        Assert.True((await app.Models.AskAsync(app.Order(), default)).Ok);
        Assert.Single(told);
        Assert.True((await app.Models.AskAsync(app.Order(), default)).Ok);
        Assert.Equal(2, told.Count);

        Task<CostCeilings> StandingAsync() => app.App.Get<CostStanding>().ReadAsync(app.App.CallerAs(Role.Viewer), null, default);
    }

    [Fact]
    public async Task Usage_OfTheRange_AddsUpByDayModelAndTask()
    {
        await using var app = await ModelApp.StartAsync(provider, model: "gpt-4o");
        var plan = Guid.NewGuid();
        app.Server.Answer = call => call.Number == 2 ? ModelReply.Failing(500) : new ModelReply("Good day.") { TokensIn = 1_000, TokensOut = 1_000 };
        await app.Models.AskAsync(app.Order(planId: plan), default);
        await app.Models.AskAsync(app.Order(), default);

        var usage = (await app.App.Get<GetCostUsage>().ExecuteAsync(app.App.CallerAs(Role.Viewer), "7d", default)).Value;

        Assert.Equal((2, 1_000L), (usage.Total.Calls, usage.Total.TokensIn));
        Assert.Equal(0.0125m, usage.Total.CostUsd - usage.UncertainUsd);
        Assert.True(usage.UncertainUsd > 0.08m);
        Assert.Equal("gpt-4o", Assert.Single(usage.ByModel).Name);
        Assert.Equal("generate", Assert.Single(usage.ByTask).Name);
        Assert.Equal((plan, 0.0125m), (Assert.Single(usage.TopPlans).PlanId, usage.TopPlans[0].CostUsd));
        Assert.Equal((10m, usage.Total.CostUsd), (usage.Day.LimitUsd!.Value, usage.Day.SpentUsd));
    }

    [Fact]
    public async Task CloseOrphans_CallOfAProgramThatIsGone_StaysBookedAtTheMost()
    {
        await using var app = await ModelApp.StartAsync(provider, model: "gpt-4o");
        await using (var db = app.App.Database.Work(app.App.Workspace.Id))
        {
            db.CostRecords.Add(new CostRecord { Id = Guid.NewGuid(), WorkspaceId = app.App.Workspace.Id, Task = AiTask.Generate, Provider = "openai", Model = "gpt-4o", Nanos = 5, At = app.App.Clock.GetUtcNow(), Day = default });
            await db.SaveChangesAsync();
        }

        await app.App.Get<CostBook>().CloseOrphansAsync(default);
        Assert.Equal(CostOutcome.Reserved, Assert.Single(await app.RecordsAsync()).Outcome);
        app.App.Time.Advance(CostBook.LongestCall + TimeSpan.FromSeconds(1));
        await app.App.Get<CostBook>().CloseOrphansAsync(default);

        Assert.Equal((CostOutcome.Unknown, 5L), (Assert.Single(await app.RecordsAsync()).Outcome, (await app.RecordsAsync())[0].Nanos));
    }
}

public sealed class SqliteCostBookTests() : CostBookTests(DatabaseProvider.Sqlite);

public sealed class PostgresCostBookTests() : CostBookTests(DatabaseProvider.Postgres);

public sealed class ModelPricesTests
{
    [Theory]
    [InlineData("gpt-4o-mini", "gpt-4o-mini")]
    [InlineData("gpt-4o-2024-08-06", "gpt-4o")]
    [InlineData("claude-sonnet-4-5-20250929", "claude-sonnet-4-5")]
    [InlineData("gpt-5.5", null)]
    [InlineData("gpt-4o-audio", null)]
    public void Find_VersionsOfAModel_ButNotAnother(string model, string? priced) => Assert.Equal(priced, ModelPrices.Find(new CostSettings(), model)?.Model);

    [Fact]
    public void Find_WorkspacesOwnPrice_WinsOverTheTable() =>
        Assert.Equal(9, ModelPrices.Find(new CostSettings { Prices = [new ModelPrice("gpt-4o", 9, 9)] }, "gpt-4o")!.InputPerMillion);
}
