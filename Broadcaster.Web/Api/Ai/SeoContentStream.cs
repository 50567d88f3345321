using System.Text.Json;
using System.Threading.Channels;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Api.Live;

namespace Broadcaster.Web.Api.Ai;

/// <summary>Server-sent events: <c>progress</c> while the plan is worked on, then one <c>result</c> or <c>error</c>.</summary>
internal sealed class SeoContentStream(Caller caller, Guid planId) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var ct = httpContext.RequestAborted;
        var queue = Channel.CreateBounded<LiveProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        using var subscription = services.GetRequiredService<ILiveFeed>().Subscribe(LiveTopic.Plan(caller.WorkspaceId, planId), batch =>
        {
            if (batch.LastOrDefault(e => e.Progress is not null)?.Progress is { } progress)
            {
                queue.Writer.TryWrite(progress);
            }

            return Task.CompletedTask;
        });
        httpContext.Response.ContentType = "text/event-stream";
        httpContext.Response.Headers.CacheControl = "no-cache, no-store";
        httpContext.Response.Headers["X-Accel-Buffering"] = "no";
        await SendAsync(httpContext, "progress", new LiveProgressResource(0, "Queued", 0, 4) { PlanId = planId }, ct);
        var working = services.GetRequiredService<WaitForPlan>().ExecuteAsync(caller, planId, ct);
        await TellAsync(httpContext, working, queue.Reader, ct);
        var done = await working;
        var view = done.Ok ? await services.GetRequiredService<PlanQueries>().GetAsync(caller, planId, ct) : null;
        if (view is { Plan.Status: PlanStatus.Ready or PlanStatus.Approved, Draft: { } draft })
        {
            await SendAsync(httpContext, "result", SeoContentResource.Of(view, draft), ct);
        }
        else
        {
            await SendAsync(httpContext, "error", Problem.Of(httpContext, done.Error ?? new SeoContentResource.PlanNotReady(view!.Plan)), ct);
        }
    }

    private async Task TellAsync(HttpContext context, Task working, ChannelReader<LiveProgress> queue, CancellationToken ct)
    {
        while (!working.IsCompleted)
        {
            var next = queue.WaitToReadAsync(ct).AsTask();
            await Task.WhenAny(working, next);
            while (queue.TryRead(out var progress))
            {
                await SendAsync(context, "progress", LiveProgressResource.Of(progress) with { PlanId = planId }, ct);
            }
        }
    }

    private static async Task SendAsync(HttpContext context, string name, object data, CancellationToken ct)
    {
        await context.Response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data, ApiJson.Options)}\n\n", ct);
        await context.Response.Body.FlushAsync(ct);
    }
}
