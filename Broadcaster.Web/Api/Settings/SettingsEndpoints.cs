using System.Text.Json;
using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Connectors.Email;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Settings;

/// <summary>/settings: what a workspace can set, one object a topic.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this RouteGroupBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("Settings");
        settings.MapGet("", Get).WithName("GetSettings").WithSummary("The workspace's settings, one object a topic");
        settings.MapPatch("", Patch).WithName("UpdateSettings").WithSummary("Changes the parts that are sent; all of them or none")
            .WithDescription("Send only what changes, e.g. { \"approvals\": { \"mode\": \"required\" } }. Unknown topics and fields are refused by name.");
        settings.MapPost("/test-connection", Test).WithName("TestConnection").WithSummary("Tries what the settings connect to: who answers, which models, how fast, at what price");
    }

    private static async Task<Results<Ok<ConnectionTestResource>, Refusal>> Test(
        ConnectionTestBody body, TestModels testModels, TestChannel testChannel, CurrentCaller caller, CancellationToken ct)
    {
        switch (body)
        {
            case { Target: "ai" }:
                var provider = QueryValues.Enum<AiProvider>("provider", body.Provider);
                return (await testModels.ExecuteAsync(caller.Value, provider, ct)).ToOk(test => ConnectionTestResource.Of("ai", test));
            case { Target: "smtp", Settings: null, ChannelId: null }:
                return new Refusal(InvalidInput.Of("channelId", "Mail servers belong to channels: name an email channel, or send the settings of one."));
            case { Target: "smtp" }:
                return (await testChannel.ExecuteAsync(caller.Value, EmailConnector.Id, body.Settings, body.ChannelId, ct)).ToOk(test => ConnectionTestResource.Of("smtp", test));
            default:
                return new Refusal(InvalidInput.Of("target", "Choose one of: ai, smtp."));
        }
    }

    private static async Task<Results<Ok<SettingsResource>, Refusal>> Get(SettingsQueries settings, CurrentCaller caller, CancellationToken ct) =>
        TypedResults.Ok(SettingsResource.Of(await settings.GetAsync(caller.Value, ct)));

    private static async Task<Results<Ok<SettingsResource>, Refusal>> Patch(
        JsonElement body, IfMatch ifMatch, UpdateSettings updateSettings, CurrentCaller caller, CancellationToken ct) =>
        (await updateSettings.ExecuteAsync(caller.Value, body, ifMatch.Version, ct)).ToOk(SettingsResource.Of);
}
