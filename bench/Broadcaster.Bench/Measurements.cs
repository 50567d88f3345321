using System.Globalization;

namespace Broadcaster.Bench;

/// <summary>The measurements themselves; each starts from an empty database.</summary>
internal static class Measurements
{
    // A process that has sent nothing yet compiles while it is measured; what is asked is how fast it goes on.
    private const int WarmUp = 1_000;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string measurement, string database, string program, int jobs, int run)
    {
        Console.Error.WriteLine($"{measurement}, {database}, run {run} …");
        var before = HostTime.Read();
        var figures = await MeasureAsync(measurement, database, program, jobs);
        return [.. figures, new Figure(measurement, database, "time that the host withheld", HostTime.Read().StolenSince(before) * 100, "%")];
    }

    private static Task<IReadOnlyList<Figure>> MeasureAsync(string measurement, string database, string program, int jobs) =>
        measurement switch
        {
            "instant" => ThroughputAsync("instant", database, program, jobs, TimeSpan.Zero, withFloor: database == "postgres"),
            "slow" => ThroughputAsync("slow", database, program, jobs, TimeSpan.FromMilliseconds(50), withFloor: false),
            "lateness" => LatenessAsync(database, program),
            "live" => LiveAsync(database, program),
            "start" => StartAsync(database, program),
            "plans" => Planning.RunAsync("plans", database, program, 100, TimeSpan.Zero),
            "plans-slow" => Planning.RunAsync("plans-slow", database, program, 200, TimeSpan.FromSeconds(2)),
            _ => throw new ArgumentOutOfRangeException(nameof(measurement), measurement, "No such measurement."),
        };

    private static async Task<IReadOnlyList<Figure>> ThroughputAsync(string name, string database, string program, int jobs, TimeSpan delay, bool withFloor)
    {
        var figures = new List<Figure>();
        await using var sink = await Sink.StartAsync(delay);
        await using var app = await Application.StartAsync(program, database);
        var channel = await AddChannelAsync(app, sink);
        await WarmUpAsync(app, sink, channel);
        var began = TimeProvider.System.GetUtcNow();
        var contents = await AddContentsAsync(app, jobs);

        // Far enough for all of them to be scheduled before the first is due: making them tells how fast this machine is.
        var due = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(8) + ((TimeProvider.System.GetUtcNow() - began) * 1.5);
        await EachAsync(contents, id => app.PostAsync($"/api/v1/content/{id}/schedule", new { channelIds = new[] { channel }, runAt = due }));
        if (TimeProvider.System.GetUtcNow() > due)
        {
            throw new InvalidOperationException("The machine was too busy to schedule them all in time; nothing was measured.");
        }

        Console.Error.WriteLine($"  scheduled {contents.Count}, due in {(due - TimeProvider.System.GetUtcNow()).TotalSeconds:0} s");
        await UntilAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() >= due - TimeSpan.FromMilliseconds(200)));
        var before = app.Cpu();
        await UntilAsync(() => Task.FromResult(sink.Arrivals.Count >= WarmUp + contents.Count));
        await UntilAsync(async () => await app.CountJobsAsync("succeeded") >= WarmUp + contents.Count);
        var over = TimeProvider.System.GetUtcNow() - due;
        await UntilAsync(() => Task.FromResult(app.PublishedFiles() >= 2 * (WarmUp + contents.Count)));
        var after = app.Cpu();
        var perSecond = contents.Count / over.TotalSeconds;
        var thousands = contents.Count / 1000.0;
        figures.Add(new Figure(name, database, "jobs", perSecond, "/s"));
        figures.Add(new Figure(name, database, "CPU, program", (after.Program - before.Program) / thousands, "s per 1,000"));
        figures.Add(new Figure(name, database, "CPU, database", (after.Database - before.Database) / thousands, "s per 1,000"));
        figures.Add(new Figure(name, database, "CPU, both", (after.Program - before.Program + after.Database - before.Database) / thousands, "s per 1,000"));
        figures.Add(new Figure(name, database, "sent twice", sink.Repeats, ""));
        figures.Add(new Figure(name, database, "memory after", app.ResidentBytes() / 1048576.0, "MB"));
        if (withFloor)
        {
            foreach (var (each, how) in new[] { (true, "each marked by itself"), (false, "64 marked at once") })
            {
                var floor = await Floor.RunAsync(app.ConnectionString!, sink.Address, jobs, each);
                figures.Add(new Figure(name, database, $"floor, {how}", floor, "/s"));
                figures.Add(new Figure(name, database, $"share of the floor, {how}", perSecond / floor, ""));
            }
        }

        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> LatenessAsync(string database, string program)
    {
        const int Jobs = 1000;
        await using var sink = await Sink.StartAsync(TimeSpan.Zero);
        await using var app = await Application.StartAsync(program, database);
        var channel = await AddChannelAsync(app, sink);
        await WarmUpAsync(app, sink, channel);
        var began = TimeProvider.System.GetUtcNow();
        var contents = await AddContentsAsync(app, Jobs);
        var first = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(10) + ((TimeProvider.System.GetUtcNow() - began) * 2);
        var due = contents.Select((id, i) => (Id: id, At: first + TimeSpan.FromMilliseconds(20 * i))).ToList();
        var dueOfJob = new System.Collections.Concurrent.ConcurrentDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await EachAsync(due, async entry =>
        {
            var answer = await app.PostAsync($"/api/v1/content/{entry.Id}/schedule", new { channelIds = new[] { channel }, runAt = entry.At });
            dueOfJob[answer.GetProperty("jobs")[0].GetProperty("id").GetString()!] = entry.At;
        });
        Console.Error.WriteLine($"  scheduled, first due in {(first - TimeProvider.System.GetUtcNow()).TotalSeconds:0} s");
        await UntilAsync(() => Task.FromResult(sink.Arrivals.Count >= WarmUp + Jobs));
        var late = dueOfJob.Select(d => (sink.Arrivals[d.Key] - d.Value).TotalMilliseconds).Order().ToList();
        return
        [
            new Figure("lateness", database, "p50", late[Jobs / 2], "ms"),
            new Figure("lateness", database, "p95", late[(int)(Jobs * 0.95)], "ms"),
            new Figure("lateness", database, "p99", late[(int)(Jobs * 0.99)], "ms"),
            new Figure("lateness", database, "max", late[^1], "ms"),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> LiveAsync(string database, string program)
    {
        await using var sink = await Sink.StartAsync(TimeSpan.Zero);
        await using var app = await Application.StartAsync(program, database);
        var channel = await AddChannelAsync(app, sink);
        await WarmUpAsync(app, sink, channel);
        return await LiveMeasurement.RunAsync(app, database, count => AddContentsAsync(app, count), channel);
    }

    private static async Task<IReadOnlyList<Figure>> StartAsync(string database, string program)
    {
        await using var app = await Application.StartAsync(program, database);
        await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System);
        return
        [
            new Figure("start", database, "to the first page", app.StartUp.TotalSeconds, "s"),
            new Figure("start", database, "memory, idle for 20 s", app.ResidentBytes() / 1048576.0, "MB"),
        ];
    }

    private static async Task WarmUpAsync(Application app, Sink sink, Guid channel)
    {
        var contents = await AddContentsAsync(app, WarmUp);
        await EachAsync(contents, id => app.PostAsync($"/api/v1/content/{id}/publish", new { channelIds = new[] { channel } }));
        await UntilAsync(() => Task.FromResult(sink.Arrivals.Count >= WarmUp));
        await UntilAsync(async () => await app.CountJobsAsync("succeeded") >= WarmUp);
    }

    private static async Task<Guid> AddChannelAsync(Application app, Sink sink)
    {
        var channel = await app.PostAsync("/api/v1/channels", new { connector = "webhook", name = "Sink", settings = new { url = sink.Address }, maxConcurrency = 64 });
        return channel.GetProperty("id").GetGuid();
    }

    private static async Task<IReadOnlyList<Guid>> AddContentsAsync(Application app, int count)
    {
        var body = string.Join("\n\n", Enumerable.Range(1, 8).Select(i => $"Paragraph {i} says **something** about the [subject](https://example.test/{i}), in a sentence of ordinary length that a reader might read."));
        var ids = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        await EachAsync(Enumerable.Range(1, count).ToList(), async i =>
        {
            var content = await app.PostAsync("/api/v1/content", new { title = string.Create(CultureInfo.InvariantCulture, $"Piece {i}"), body, tags = new[] { "bench" } });
            ids.Add(content.GetProperty("id").GetGuid());
        });
        return [.. ids];
    }

    private static Task EachAsync<T>(IReadOnlyCollection<T> items, Func<T, Task> work) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (item, _) => await work(item));

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        var patience = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(15);
        while (!await reached())
        {
            if (TimeProvider.System.GetUtcNow() > patience)
            {
                throw new TimeoutException("It did not get there within fifteen minutes.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
