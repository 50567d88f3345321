using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Plans.Engine;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Planning.Plans;

/// <summary>The database goes away, or another node comes, while a plan is worked on: no answer is paid for twice.</summary>
public abstract class PlanDatabaseTests(DatabaseProvider provider)
{
    private static readonly string[] _eachOnce = ["titles", "outline", "draft"];

    [Fact]
    public async Task Run_DatabaseAwayBetweenAnswerAndBill_TheAnswerWaitsForIt()
    {
        var trap = new DatabaseTrap();
        await using var app = await PlanApp.StartAsync(provider, services: trap.AddTo);
        app.Server.Answer = call =>
        {
            if (call.Form == "outline")
            {
                trap.RefuseNext(3);
            }

            return GoodAnswers.For(call);
        };

        var view = await app.RunAsync(new PlanInput { SkipResearch = true });

        Assert.True(view.Plan.Status == PlanStatus.Ready, view.Plan.Problem?.Message);
        Assert.Equal(3, trap.Refused);
        Assert.Equal(_eachOnce, app.Server.Calls.Select(c => c.Form));
        Assert.All(await app.Models.RecordsAsync(), r => Assert.Equal(CostOutcome.Billed, r.Outcome));
        Assert.Equal(await app.Models.SpentAsync(), CostBook.ToDollars(view.Plan.Nanos));
    }

    [Fact]
    public async Task Run_DatabaseAwayBehindABill_GoesOnBehindItInTheSameRun()
    {
        var trap = new DatabaseTrap();
        await using var app = await PlanApp.StartAsync(provider, services: trap.AddTo);
        app.Server.Answer = call =>
        {
            if (call.Form == "outline")
            {
                trap.Committed = _ =>
                {
                    trap.Committed = null;
                    trap.RefuseNext(3);
                    return Task.CompletedTask;
                };
            }

            return GoodAnswers.For(call);
        };

        var view = await app.RunAsync(new PlanInput { SkipResearch = true });

        Assert.True(view.Plan.Status == PlanStatus.Ready, view.Plan.Problem?.Message);
        Assert.Equal(3, trap.Refused);
        Assert.Equal(1, view.Plan.Run);
        Assert.Equal(_eachOnce, app.Server.Calls.Select(c => c.Form));
    }

    [Fact]
    public async Task Run_EndOfAPlanCannotBeWritten_WaitsAndIsNotAskedAgain()
    {
        var trap = new DatabaseTrap();
        await using var app = await PlanApp.StartAsync(provider, services: trap.AddTo);
        app.Server.Answer = call =>
        {
            if (call.Form != "outline")
            {
                return GoodAnswers.For(call);
            }

            // Billed perhaps, so it is left to a person: also where the database is away when that is to be written.
            trap.Committed = _ =>
            {
                trap.Committed = null;
                trap.Queried = _ =>
                {
                    trap.Queried = null;
                    trap.RefuseNext(2);
                    return Task.CompletedTask;
                };
                return Task.CompletedTask;
            };
            return Foundation.Ai.ModelReply.Failing(500);
        };

        var view = await app.RunAsync(new PlanInput { SkipResearch = true });

        Assert.Equal((PlanStatus.Failed, 2), (view.Plan.Status, trap.Refused));
        Assert.Equal(["titles", "outline"], app.Server.Calls.Select(c => c.Form));
    }

    [Fact]
    public async Task Run_TakenByAnotherNodeDuringACall_WhoeverHasItThenHasTheAnswer()
    {
        await using var app = await PlanApp.StartAsync(provider);
        var id = await app.AddAsync(new PlanInput { SkipResearch = true });
        app.Server.Answer = call =>
        {
            if (call.Form == "outline")
            {
                // As its recovery does, after this node was cut off from the database for longer than its lease.
                using var db = app.App.Database.OpenUnscoped();
                db.Plans.IgnoreQueryFilters([Filters.Workspace]).ExecuteUpdate(s => s.SetProperty(p => p.Status, PlanStatus.Queued).SetProperty(p => p.Node, (string?)null));
            }

            return GoodAnswers.For(call);
        };

        await app.RunAsync();

        Assert.Equal(PlanStatus.Ready, (await app.ViewAsync(id)).Plan.Status);
        Assert.Equal(_eachOnce, app.Server.Calls.Select(c => c.Form));
    }

    [Fact]
    public async Task Recover_NodeRenewsAtThatMoment_KeepsItsPlan()
    {
        var clock = new FakeTime();
        var trap = new DatabaseTrap();
        await using var app = await PlanApp.StartAsync(provider, clock: clock, services: trap.AddTo);
        var id = await app.AddAsync();
        var queue = app.App.Get<PlanQueue>();
        var claim = await queue.ClaimOneAsync(id, default);
        clock.Advance(TimeSpan.FromHours(1));
        trap.Queried = async statement =>
        {
            if (statement.Contains("lease_until", StringComparison.Ordinal))
            {
                trap.Queried = null;
                await using var db = app.App.Database.OpenUnscoped();
                await PlanQueue.Mine(db, claim!).ExecuteUpdateAsync(s => s.SetProperty(p => p.LeaseUntil, clock.GetUtcNow().AddMinutes(1)));
            }
        };

        await queue.RecoverAsync(default);

        Assert.Null(trap.Queried);
        Assert.Equal(claim!.Node, (await app.ViewAsync(id)).Plan.Node);
        clock.Advance(TimeSpan.FromMinutes(2));
        await queue.RecoverAsync(default);
        Assert.Equal(PlanStatus.Queued, (await app.ViewAsync(id)).Plan.Status);
    }
}

public sealed class SqlitePlanDatabaseTests() : PlanDatabaseTests(DatabaseProvider.Sqlite);

public sealed class PostgresPlanDatabaseTests() : PlanDatabaseTests(DatabaseProvider.Postgres);
