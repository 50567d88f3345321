using System.ComponentModel;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Channels;

/// <summary>/channels: the connected accounts of a workspace.</summary>
internal static class ChannelEndpoints
{
    public static void MapChannels(this RouteGroupBuilder api)
    {
        var channels = api.MapGroup("/channels").WithTags("Channels");
        channels.MapGet("", List).WithName("ListChannels").WithSummary("The channels, by name");
        channels.MapPost("", Create).WithName("CreateChannel").WithSummary("Adds a channel");
        channels.MapPost("/test", TestSettings).WithName("TestChannelSettings").WithSummary("Tries settings before they are saved");
        channels.MapGet("/{id:guid}", Get).WithName("GetChannel").WithSummary("One channel with its health");
        channels.MapPut("/{id:guid}", Update).WithName("UpdateChannel").WithSummary("Changes a channel; a secret that is left out stays as it is");
        channels.MapDelete("/{id:guid}", Delete).WithName("DeleteChannel").WithSummary("Deletes a channel that no job has to run on");
        channels.MapPost("/{id:guid}/test", Test).WithName("TestChannel").WithSummary("Asks the platform who the channel is connected as").GoingOn();
        channels.MapPost("/{id:guid}/pause", Pause).WithName("PauseChannel").WithSummary("Holds everything that is to go out on the channel");
        channels.MapPost("/{id:guid}/resume", Resume).WithName("ResumeChannel").WithSummary("Lets a paused channel go on");
        channels.MapPost("/{id:guid}/reconnect", Reconnect).WithName("ReconnectChannel").WithSummary("Closes the circuit and lets held jobs go");
    }

    private static async Task<Results<Ok<PageResource<ChannelResource>>, Refusal>> List(
        ChannelQueries channels,
        CurrentCaller caller,
        [AsParameters] PageQuery page,
        [Description("Only of this kind.")] string? connector,
        [Description("ok, backing_off, open_circuit, needs_reconnect or paused.")] string? health,
        CancellationToken ct)
    {
        var state = QueryValues.Enum<ChannelHealth>("health", health);
        return (await channels.ListAsync(caller.Value, connector, state, page.Read("name", "createdAt"), ct)).ToOk(ChannelResource.Of);
    }

    private static async Task<Results<Created<ChannelResource>, Refusal>> Create(
        ChannelBody body, CreateChannel createChannel, ChannelQueries channels, CurrentCaller caller, CancellationToken ct)
    {
        var created = await createChannel.ExecuteAsync(caller.Value, body.ToInput(), ct);
        return (await ViewAsync(created, channels, caller, ct)).ToCreated(ChannelResource.Of, c => $"{ApiServices.BasePath}/channels/{c.Id}");
    }

    private static async Task<Results<Ok<ChannelResource>, Refusal>> Get(Guid id, ChannelQueries channels, CurrentCaller caller, CancellationToken ct) =>
        (await channels.GetAsync(caller.Value, id, ct)).ToOkOrNotFound("channel", ChannelResource.Of);

    private static async Task<Results<Ok<ChannelResource>, Refusal>> Update(
        Guid id, ChannelBody body, IfMatch ifMatch, UpdateChannel updateChannel, ChannelQueries channels, CurrentCaller caller, CancellationToken ct)
    {
        var updated = await updateChannel.ExecuteAsync(caller.Value, id, body.ToInput(), ifMatch.Version, ct);
        return (await ViewAsync(updated, channels, caller, ct)).ToOk(ChannelResource.Of);
    }

    private static async Task<Results<NoContent, Refusal>> Delete(Guid id, DeleteChannel deleteChannel, CurrentCaller caller, CancellationToken ct) =>
        (await deleteChannel.ExecuteAsync(caller.Value, id, ct)).ToNoContent();

    private static async Task<Results<Ok<ChannelTest>, Refusal>> Test(Guid id, TestChannel testChannel, CurrentCaller caller, CancellationToken ct) =>
        (await testChannel.ExecuteAsync(caller.Value, id, ct)).ToOk();

    private static async Task<Results<Ok<ChannelTest>, Refusal>> TestSettings(ChannelTestBody body, TestChannel testChannel, CurrentCaller caller, CancellationToken ct) =>
        (await testChannel.ExecuteAsync(caller.Value, body.Connector ?? "", body.Settings, body.ChannelId, ct)).ToOk();

    private static async Task<Results<Ok<ChannelResource>, Refusal>> Pause(
        Guid id, PauseChannel pauseChannel, ChannelQueries channels, CurrentCaller caller, CancellationToken ct) =>
        (await ViewAsync(await pauseChannel.ExecuteAsync(caller.Value, id, ct), channels, caller, ct)).ToOk(ChannelResource.Of);

    private static async Task<Results<Ok<ChannelResource>, Refusal>> Resume(
        Guid id, ResumeChannel resumeChannel, ChannelQueries channels, CurrentCaller caller, CancellationToken ct) =>
        (await ViewAsync(await resumeChannel.ExecuteAsync(caller.Value, id, ct), channels, caller, ct)).ToOk(ChannelResource.Of);

    private static async Task<Results<Ok<ChannelResource>, Refusal>> Reconnect(
        Guid id, ReconnectChannel reconnectChannel, ChannelQueries channels, CurrentCaller caller, CancellationToken ct) =>
        (await ViewAsync(await reconnectChannel.ExecuteAsync(caller.Value, id, ct), channels, caller, ct)).ToOk(ChannelResource.Of);

    private static async Task<Result<ChannelView>> ViewAsync(Result<Channel> done, ChannelQueries channels, CurrentCaller caller, CancellationToken ct) =>
        !done.Ok ? done.Error
        : await channels.GetAsync(caller.Value, done.Value.Id, ct) is { } view ? view
        : new Core.Foundation.Common.NotFound("channel");
}
