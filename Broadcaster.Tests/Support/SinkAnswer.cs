using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Broadcaster.Tests.Support;

/// <summary>How a <see cref="CountingSink"/> answers one request.</summary>
/// <param name="Accepts">Whether it takes the event before it answers, or fails to.</param>
public sealed record SinkAnswer(bool Accepts, Func<HttpContext, Task> GiveAsync)
{
    /// <summary>Takes it and says so at once, with an id and an address.</summary>
    public static SinkAnswer Ok { get; } = new(true, OkAsync);

    /// <summary>Takes it and never says anything.</summary>
    public static SinkAnswer Hang { get; } = new(true, context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));

    /// <summary>Takes it and resets the connection.</summary>
    public static SinkAnswer Reset { get; } = new(true, context =>
    {
        var socket = context.Features.Get<IConnectionSocketFeature>()!.Socket;
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
        return Task.CompletedTask;
    });

    /// <summary>Takes it and says that it went wrong.</summary>
    public static SinkAnswer Error { get; } = new(true, context =>
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Task.CompletedTask;
    });

    /// <summary>Takes it and says so after a while.</summary>
    public static SinkAnswer After(TimeSpan delay) => new(true, async context =>
    {
        await Task.Delay(delay, TimeProvider.System, context.RequestAborted);
        await OkAsync(context);
    });

    /// <summary>Does not take it: later.</summary>
    public static SinkAnswer TooMany(int retryAfterSeconds) => new(false, context =>
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    });

    /// <summary>Does not take it: this status and nothing else.</summary>
    public static SinkAnswer Refusal(int status) => new(false, context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    /// <summary>Takes it and says so when the test lets it.</summary>
    public static SinkAnswer When(Task let) => new(true, async context =>
    {
        await let.WaitAsync(context.RequestAborted);
        await OkAsync(context);
    });

    private static Task OkAsync(HttpContext context)
    {
        var key = context.Request.Headers["webhook-id"].ToString();
        return context.Response.WriteAsJsonAsync(new { id = $"event-{key}", url = $"https://news.example/{key}" }, context.RequestAborted);
    }
}
