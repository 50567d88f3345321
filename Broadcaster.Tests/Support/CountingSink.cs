using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Tests.Support;

/// <summary>
/// A webhook receiver that counts: every request by its key, with its time, and whether it took it. Each path answers as a
/// test says (<see cref="SinkAnswer"/>); a path that no test has said anything about answers at once.
/// </summary>
public sealed class CountingSink : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, IReadOnlyList<SinkAnswer>> scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, List<Arrival>> byKey = new(StringComparer.Ordinal);
    private int count;

    private CountingSink(WebApplication app) => this.app = app;

    /// <summary>All requests so far.</summary>
    public int Count => Volatile.Read(ref count);

    public static async Task<CountingSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new CountingSink(builder.Build());
        sink.app.Run(sink.TakeAsync);
        await sink.app.StartAsync();
        return sink;
    }

    /// <summary>An address of its own, with the answers for the 1st, 2nd, … request of each key; the last one stays.</summary>
    public string Script(params IReadOnlyList<SinkAnswer> answers)
    {
        Assert.NotEmpty(answers);
        var path = $"/{Guid.NewGuid():N}";
        scripts[path] = answers;
        return app.Urls.First() + path;
    }

    /// <summary>The requests with this job's key, oldest first.</summary>
    public IReadOnlyList<Arrival> Of(Guid jobId)
    {
        var known = byKey.GetValueOrDefault(jobId.ToString());
        lock (byKey)
        {
            return known is null ? [] : [.. known];
        }
    }

    public async ValueTask DisposeAsync()
    {
        // What it still holds is not waited for.
        using var now = new CancellationTokenSource(TimeSpan.Zero, TimeProvider.System);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        var at = TimeProvider.System.GetUtcNow();
        var key = context.Request.Headers["webhook-id"].ToString();
        Assert.Equal(key, context.Request.Headers["Idempotency-Key"].ToString());
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);

        var script = scripts.GetValueOrDefault(context.Request.Path.Value ?? "") ?? [SinkAnswer.Ok];
        Arrival arrival;
        SinkAnswer answer;
        lock (byKey)
        {
            var before = byKey.GetOrAdd(key, _ => []);
            answer = script[Math.Min(before.Count, script.Count - 1)];
            arrival = new Arrival(key, at, answer.Accepts, body);
            before.Add(arrival);
        }

        Interlocked.Increment(ref count);
        await answer.GiveAsync(context);
        if (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.CompleteAsync();
            arrival.Answered = true;
        }
    }
}

/// <summary>One request at the sink.</summary>
/// <param name="Accepted">The sink took it, whatever it said afterwards.</param>
public sealed record Arrival(string Key, DateTimeOffset At, bool Accepted, string Body)
{
    /// <summary>The whole answer was given.</summary>
    public bool Answered { get; set; }
}
