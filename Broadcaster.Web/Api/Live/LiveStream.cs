using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Live;

/// <summary>An answer that does not end: one server-sent event a message, until the client or the server goes.</summary>
internal sealed class LiveStream(Caller caller, LiveTopic topic) : IResult
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var clock = services.GetRequiredService<TimeProvider>();
        var messages = services.GetRequiredService<LiveMessages>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            httpContext.RequestAborted, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        var ct = ending.Token;
        using var watching = services.GetRequiredService<LiveAccess>().Watch(caller, () => End(ending));

        // A batch waits until the client has taken the one before; the feed folds what happens meanwhile.
        var queue = Channel.CreateBounded<IReadOnlyList<LiveEvent>>(1);
        using var subscription = services.GetRequiredService<ILiveFeed>().Subscribe(topic, batch => queue.Writer.WriteAsync(batch, ct).AsTask());

        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await response.WriteAsync("retry: 2000\n\n", ct);
            await response.Body.FlushAsync(ct);
            var number = 0L;
            var batches = queue.Reader.ReadAsync(ct).AsTask();
            while (true)
            {
                try
                {
                    var events = await batches.WaitAsync(Heartbeat, clock, ct);
                    foreach (var message in await messages.OfAsync(caller, events, ct))
                    {
                        var id = string.Create(CultureInfo.InvariantCulture, $"{message.At.ToUnixTimeMilliseconds()}-{++number}");
                        await response.WriteAsync($"id: {id}\ndata: {JsonSerializer.Serialize(message, ApiJson.Options)}\n\n", ct);
                    }

                    batches = queue.Reader.ReadAsync(ct).AsTask();
                }
                catch (TimeoutException)
                {
                    // A comment keeps proxies from closing a quiet connection, and shows us a client that has gone.
                    await response.WriteAsync(": still here\n\n", ct);
                }

                await response.Body.FlushAsync(ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The client went, the server stops, or the token was revoked: either way the stream ends here.
            return;
        }
    }

    private static void End(CancellationTokenSource ending)
    {
        try
        {
            ending.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself at the same moment.
        }
    }
}
