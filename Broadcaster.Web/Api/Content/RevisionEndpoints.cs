using System.ComponentModel;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Content;

/// <summary>/content/{id}/revisions: every saved version.</summary>
internal static class RevisionEndpoints
{
    public static void MapRevisions(this RouteGroupBuilder content)
    {
        content.MapGet("/{id:guid}/revisions", List).WithName("ListRevisions").WithSummary("The saved versions, newest first");
        content.MapGet("/{id:guid}/revisions/{number:int}", Get).WithName("GetRevision").WithSummary("One saved version with all that it said");
        content.MapGet("/{id:guid}/revisions/compare", Compare).WithName("CompareRevisions").WithSummary("What changed from one version to another");
        content.MapPost("/{id:guid}/revisions/{number:int}/restore", Restore).WithName("RestoreRevision").WithSummary("Makes the piece say again what a version said");
    }

    private static async Task<Results<Ok<PageResource<RevisionResource>>, Refusal>> List(
        Guid id, RevisionQueries revisions, CurrentCaller caller, [AsParameters] PageQuery page, CancellationToken ct) =>
        (await revisions.ListAsync(caller.Value, id, page.Read("-number"), ct)).ToOkOrNotFound("content", p => PageResource.Of(p, RevisionResource.Of));

    private static async Task<Results<Ok<RevisionDetailResource>, Refusal>> Get(Guid id, int number, RevisionQueries revisions, CurrentCaller caller, CancellationToken ct) =>
        (await revisions.FindAsync(caller.Value, id, number, ct)).ToOkOrNotFound("revision", RevisionDetailResource.Of);

    private static async Task<Results<Ok<ContentDiff>, Refusal>> Compare(
        Guid id,
        RevisionQueries revisions,
        CurrentCaller caller,
        [Description("The number of the older version.")] int from,
        [Description("The number of the newer version.")] int to,
        CancellationToken ct) =>
        (await revisions.CompareAsync(caller.Value, id, from, to, ct)).ToOkOrNotFound("revision", diff => diff);

    private static async Task<Results<Ok<ContentResource>, Refusal>> Restore(
        Guid id, int number, IfMatch ifMatch, RestoreRevision restoreRevision, CurrentCaller caller, bool? confirm, CancellationToken ct) =>
        (await restoreRevision.ExecuteAsync(caller.Value, id, number, ifMatch.Version, confirm == true, ct)).ToOk(ContentResource.Of);
}
