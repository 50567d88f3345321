using Broadcaster.Core.Publishing.Previews;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Content;

/// <summary>What channels would make of a piece.</summary>
internal static class CheckEndpoints
{
    public static void MapChecks(this RouteGroupBuilder content)
    {
        content.MapPost("/{id:guid}/validate", Validate).WithName("ValidateContent").WithSummary("Asks whether channels would take the piece");
        content.MapGet("/{id:guid}/preview", Preview).WithName("PreviewContent").WithSummary("The piece exactly as a channel would be sent it");
    }

    private static async Task<Results<Ok<ValidationResource>, Refusal>> Validate(
        Guid id, ValidateBody? body, ValidateContent validateContent, CurrentCaller caller, CancellationToken ct) =>
        (await validateContent.ExecuteAsync(caller.Value, id, body?.ChannelIds ?? [], ct)).ToOk(ValidationResource.Of);

    private static async Task<Results<Ok<PreviewResource>, Refusal>> Preview(
        Guid id, Guid channelId, PreviewContent previewContent, CurrentCaller caller, CancellationToken ct) =>
        (await previewContent.ExecuteAsync(caller.Value, id, channelId, ct)).ToOk(PreviewResource.Of);
}
