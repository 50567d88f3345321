using System.Text.Json;
using Broadcaster.Tests.Foundation.Ai;
using Broadcaster.Tests.Planning.Plans;

namespace Broadcaster.Bench;

/// <summary>Plans with a model that answers at once (what the pipeline itself takes) and with one that takes two seconds (what it loses).</summary>
internal static class Planning
{
    /// <summary>Calls to models at once, as the program does by default.</summary>
    private const int Concurrency = 8;

    /// <summary>Titles, outline, draft.</summary>
    private const int CallsOfAPlan = 3;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string name, string database, string program, int plans, TimeSpan latency)
    {
        await using var model = await FakeModelServer.StartAsync();
        model.Answer = call => GoodAnswers.For(call) with { Wait = latency > TimeSpan.Zero ? Task.Delay(latency, TimeProvider.System) : null };
        await using var app = await Application.StartAsync(program, database);
        using (var settings = await app.Api.PatchAsync("/api/v1/settings", System.Net.Http.Json.JsonContent.Create(new
        {
            ai = new { provider = "openai", model = "gpt-4o-mini", maxRefinements = 0, openai = new { baseUrl = model.Url, apiKey = "sk-bench" } },
            costs = new { dayLimit = 100_000, monthLimit = 100_000 },
        })))
        {
            settings.EnsureSuccessStatusCode();
        }

        // One goes ahead, so that what is compiled on first use is not the plans' own.
        await StartAsync(app, 1);
        await UntilReadyAsync(app, 1);
        var before = app.Cpu();
        var began = TimeProvider.System.GetTimestamp();
        await StartAsync(app, plans);
        await UntilReadyAsync(app, plans + 1);
        var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var after = app.Cpu();
        var cpu = (after.Program - before.Program + after.Database - before.Database) * 1000 / plans;
        List<Figure> figures =
        [
            new(name, database, "plans", plans / took, "/s"),
            new(name, database, "CPU a plan, program and database", cpu, "ms"),
            new(name, database, "calls at once", model.MostAtOnce, ""),
            new(name, database, "calls beyond those needed", model.Calls.Count - ((plans + 1) * CallsOfAPlan), ""),
        ];
        if (latency > TimeSpan.Zero)
        {
            var ideal = plans * CallsOfAPlan * latency.TotalSeconds / Concurrency;
            figures.Add(new Figure(name, database, "took", took, "s"));
            figures.Add(new Figure(name, database, "of the ideal", took / ideal, "×"));
        }

        return figures;
    }

    // As a batch does it: one call, all of them queued in one transaction.
    private static async Task StartAsync(Application app, int plans)
    {
        var ideas = string.Join('\n', Enumerable.Range(1, plans).Select(i => $"- Bees on city roofs, part {i}"));
        for (var made = 0; made < plans;)
        {
            // A month with ten a day holds 280 to 310.
            var batch = await app.PostAsync("/api/v1/plans/batch", new { period = "month", start = "2027-01-01", perDay = 10, source = ideas, skipResearch = true, autoProcess = true });
            made += batch.GetProperty("plans").GetArrayLength();
        }
    }

    private static async Task UntilReadyAsync(Application app, int plans)
    {
        while (true)
        {
            var page = await app.Api.GetStringAsync("/api/v1/plans?status=ready,failed&pageSize=1");
            if (JsonDocument.Parse(page).RootElement.GetProperty("total").GetInt32() >= plans)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        var failed = await app.Api.GetStringAsync("/api/v1/plans?status=failed&pageSize=1");
        if (JsonDocument.Parse(failed).RootElement.GetProperty("total").GetInt32() > 0)
        {
            throw new InvalidOperationException($"A plan failed: {failed}");
        }
    }
}
