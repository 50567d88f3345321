using System.ComponentModel;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Web.Api.Approvals;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Content;

/// <summary>/content: writing, and the moves that need nobody else.</summary>
internal static class ContentEndpoints
{
    public static void MapContent(this RouteGroupBuilder api)
    {
        var content = api.MapGroup("/content").WithTags("Content");
        content.MapGet("", List).WithName("ListContent").WithSummary("The pieces, last changed first");
        content.MapPost("", Create).WithName("CreateContent").WithSummary("Begins a piece");
        content.MapGet("/{id:guid}", Get).WithName("GetContent").WithSummary("One piece");
        content.MapPut("/{id:guid}", Save).WithName("SaveContent").WithSummary("Replaces a piece; takes confirm=true where that voids an approval or a schedule");
        content.MapDelete("/{id:guid}", Delete).WithName("DeleteContent").WithSummary("Deletes a draft, rejected or archived piece that never went out");
        content.MapPut("/{id:guid}/variants/{channelId:guid}", SetVariant).WithName("SetVariant").WithSummary("Writes the piece as one channel gets it");
        content.MapDelete("/{id:guid}/variants/{channelId:guid}", RemoveVariant).WithName("RemoveVariant").WithSummary("Gives a channel the piece itself again");
        content.MapPost("/{id:guid}/submit", Submit).WithName("SubmitContent").WithSummary("Hands a draft to the reviewers");
        content.MapPost("/{id:guid}/withdraw", Withdraw).WithName("WithdrawContent").WithSummary("Takes a submitted piece back");
        content.MapPost("/{id:guid}/revise", Revise).WithName("ReviseContent").WithSummary("Begins a new version of a piece that is out");
        content.MapPost("/{id:guid}/archive", Archive).WithName("ArchiveContent").WithSummary("Puts a piece away");
        content.MapRevisions();
        content.MapChecks();
        content.MapImport();
        content.MapReview();
        content.MapSchedule();
    }

    private static async Task<Results<Ok<PageResource<ContentResource>>, Refusal>> List(
        ContentQueries contents, CurrentCaller caller, [AsParameters] ContentQuery filter, [AsParameters] PageQuery page, CancellationToken ct) =>
        (await contents.ListWholeAsync(caller.Value, filter.Read(), page.Read([.. ContentQueries.Sortable]), ct)).ToOk(ContentResource.Of);

    private static async Task<Results<Created<ContentResource>, Refusal>> Create(ContentBody body, CreateContent createContent, CurrentCaller caller, CancellationToken ct) =>
        (await createContent.ExecuteAsync(caller.Value, body.ToInput(), ct)).ToCreated(ContentResource.Of, ContentResource.Location);

    private static async Task<Results<Ok<ContentResource>, Refusal>> Get(Guid id, ContentQueries contents, CurrentCaller caller, CancellationToken ct) =>
        (await contents.FindAsync(caller.Value, id, ct)).ToOkOrNotFound("content", ContentResource.Of);

    private static async Task<Results<Ok<ContentResource>, Refusal>> Save(
        Guid id,
        SaveContentBody body,
        IfMatch ifMatch,
        SaveContent saveContent,
        CurrentCaller caller,
        [Description("True where the change may void an approval or a schedule.")] bool? confirm,
        CancellationToken ct) =>
        (await saveContent.ExecuteAsync(caller.Value, id, body.ToInput(), ifMatch.Version, (confirm ?? body.Confirm) == true, ct)).ToOk(ContentResource.Of);

    private static async Task<Results<NoContent, Refusal>> Delete(Guid id, IfMatch ifMatch, DeleteContent deleteContent, CurrentCaller caller, CancellationToken ct) =>
        (await deleteContent.ExecuteAsync(caller.Value, id, ifMatch.Version, ct)).ToNoContent();

    private static async Task<Results<Ok<ContentResource>, Refusal>> SetVariant(
        Guid id, Guid channelId, VariantBody body, IfMatch ifMatch, SetVariant setVariant, CurrentCaller caller, bool? confirm, CancellationToken ct) =>
        (await setVariant.ExecuteAsync(caller.Value, id, body.ToInput(channelId), ifMatch.Version, confirm == true, ct)).ToOk(ContentResource.Of);

    private static async Task<Results<NoContent, Refusal>> RemoveVariant(
        Guid id, Guid channelId, IfMatch ifMatch, RemoveVariant removeVariant, CurrentCaller caller, bool? confirm, CancellationToken ct) =>
        (await removeVariant.ExecuteAsync(caller.Value, id, channelId, ifMatch.Version, confirm == true, ct)).ToNoContent();

    private static async Task<Results<Ok<ContentResource>, Refusal>> Submit(Guid id, SubmitContent submitContent, CurrentCaller caller, CancellationToken ct) =>
        (await submitContent.ExecuteAsync(caller.Value, id, ct)).ToOk(ContentResource.Of);

    private static async Task<Results<Ok<ContentResource>, Refusal>> Withdraw(Guid id, WithdrawContent withdrawContent, CurrentCaller caller, CancellationToken ct) =>
        (await withdrawContent.ExecuteAsync(caller.Value, id, ct)).ToOk(ContentResource.Of);

    private static async Task<Results<Created<ContentResource>, Refusal>> Revise(Guid id, ReviseContent reviseContent, CurrentCaller caller, CancellationToken ct) =>
        (await reviseContent.ExecuteAsync(caller.Value, id, ct)).ToCreated(ContentResource.Of, ContentResource.Location);

    private static async Task<Results<Ok<ContentResource>, Refusal>> Archive(Guid id, ArchiveContent archiveContent, CurrentCaller caller, CancellationToken ct) =>
        (await archiveContent.ExecuteAsync(caller.Value, id, ct)).ToOk(ContentResource.Of);
}
