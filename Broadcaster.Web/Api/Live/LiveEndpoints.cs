using System.ComponentModel;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;

namespace Broadcaster.Web.Api.Live;

/// <summary>/live: the feed as server-sent events.</summary>
internal static class LiveEndpoints
{
    public static void MapLive(this RouteGroupBuilder api) =>
        api.MapGet("/live", Stream).WithTags("Live").WithName("StreamLive")
            .WithSummary("What happens on a topic, as server-sent events")
            .Produces<LiveMessage>(StatusCodes.Status200OK, "text/event-stream");

    private static async Task<IResult> Stream(
        LiveContents contents,
        CurrentCaller caller,
        [Description("workspace, job:{id}, content:{id} or plan:{id}.")] string? topic,
        CancellationToken ct)
    {
        var wanted = LiveTopics.Parse(topic ?? "workspace", caller.Value) ?? throw BadRequest.Of("topic", LiveTopics.Help);
        return await contents.ExistsAsync(caller.Value, wanted, ct)
            ? new LiveStream(caller.Value, wanted)
            : new Refusal(new Core.Foundation.Common.NotFound(wanted.Kind));
    }
}
