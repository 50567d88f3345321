using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Bench;

/// <summary>A webhook receiver that counts: when each key came for the first time, and whether any came twice.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly WebApplication server;
    private int total;

    private Sink(WebApplication server) => this.server = server;

    public string Address => server.Urls.First();

    public ConcurrentDictionary<string, DateTimeOffset> Arrivals { get; } = new(StringComparer.Ordinal);

    public int Repeats => Volatile.Read(ref total) - Arrivals.Count;

    public static async Task<Sink> StartAsync(TimeSpan delay)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var sink = new Sink(app);
        app.Run(async context =>
        {
            var at = TimeProvider.System.GetUtcNow();
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, TimeProvider.System, context.RequestAborted);
            }

            Interlocked.Increment(ref sink.total);
            sink.Arrivals.TryAdd(context.Request.Headers["webhook-id"].ToString(), at);
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
        await app.StartAsync();
        return sink;
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();
}
