using Broadcaster.Tests.Foundation.Ai;
using Broadcaster.Tests.Planning.Plans;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.EndToEnd.Crashes;

/// <summary>kill -9 in the middle of planning: it goes on behind the last answer, and nothing that came is paid for twice.</summary>
public abstract class PlanKillTests(CrashBed bed)
{
    [Fact]
    public async Task Kill_InTheMiddleOfTwoCalls_EachFinishedStepIsPaidOnce()
    {
        await using var model = await FakeModelServer.StartAsync();
        var never = new TaskCompletionSource();
        var holding = "draft";
        model.Answer = call => call.Form == holding ? new ModelReply("") { Wait = never.Task } : GoodAnswers.For(call);
        await bed.Api.PatchAsync("settings", new
        {
            ai = new { provider = "openai", model = "gpt-4o-mini", maxRefinements = 1, targetSeoScore = 100, openai = new { baseUrl = model.Url, apiKey = "sk-1" } },
        });
        var plan = (await bed.Api.CreateAsync("plans", new { topic = "Bees on city roofs", skipResearch = true, autoProcess = true })).Id();

        await AskedAsync(model, "draft", 1);
        await bed.KillAsync();
        holding = "refinement";
        await bed.StartAsync();
        await AskedAsync(model, "refinement", 1);
        await bed.KillAsync();
        holding = "";
        await bed.StartAsync();

        var last = await Eventually.GetAsync(
            async () =>
            {
                var now = await bed.Api.GetAsync($"plans/{plan}");
                return now.Text("status") is "ready" or "failed" ? now : null;
            },
            () => $"The plan never ended.\n{bed.Program.Log}");
        Assert.True(last.Text("status") == "ready", last.ToJsonString());

        // What was under way when the program died is asked again; what had come is not.
        Assert.Equal(["titles", "outline", "draft", "draft", "refinement", "refinement"], model.Calls.Select(c => c.Form));
        var usage = await bed.Api.GetAsync("analytics/cost-usage?range=24h");
        Assert.Equal(6, usage["total"]!["calls"]!.GetValue<int>());
        Assert.True(usage["uncertainUsd"]!.GetValue<decimal>() > 0);
        Assert.Equal(1, last["runs"]!.GetValue<int>());
        Assert.Contains("It goes on behind the last step", (await bed.Api.GetAsync($"plans/{plan}/logs")).ToJsonString(), StringComparison.Ordinal);
    }

    private Task AskedAsync(FakeModelServer model, string form, int times) =>
        Eventually.TrueAsync(() => model.Calls.Count(c => c.Form == form) >= times, () => $"The {form} was never asked for: {string.Join(' ', model.Calls.Select(c => c.Form))}\n{bed.Program.Log}");
}

public sealed class SqlitePlanKillTests(SqliteCrashBed bed) : PlanKillTests(bed), IClassFixture<SqliteCrashBed>;

public sealed class PostgresPlanKillTests(PostgresCrashBed bed) : PlanKillTests(bed), IClassFixture<PostgresCrashBed>;
