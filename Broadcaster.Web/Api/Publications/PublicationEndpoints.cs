using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Api.Jobs;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Publications;

/// <summary>/publications: what is out where, and what is done with it.</summary>
internal static class PublicationEndpoints
{
    public static void MapPublications(this RouteGroupBuilder api)
    {
        var publications = api.MapGroup("/publications").WithTags("Publications");
        publications.MapGet("", List).WithName("ListPublications").WithSummary("What is, was or may be out, newest first");
        publications.MapGet("/{id:guid}", Get).WithName("GetPublication").WithSummary("One piece on one channel");
        publications.MapPost("/{id:guid}/update", Update).WithName("UpdatePublication").WithSummary("Sends an approved revision to the same post");
        publications.MapPost("/{id:guid}/remove", Remove).WithName("RemovePublication").WithSummary("Takes it down; already gone counts as done");
        publications.MapPost("/{id:guid}/verify", Verify).WithName("VerifyPublication").WithSummary("Looks whether it is still there");
        api.MapGet("/content/{id:guid}/publications", OfContent).WithTags("Publications").WithName("ListContentPublications").WithSummary("Where a piece is, was or may be out");
    }

    private static async Task<Results<Ok<PageResource<PublicationResource>>, Refusal>> List(
        PublicationQueries publications, CurrentCaller caller, [AsParameters] PublicationQuery filter, [AsParameters] PageQuery page, CancellationToken ct) =>
        (await publications.ListAsync(caller.Value, filter.Read(), page.Read("-createdAt"), ct)).ToOk(PublicationResource.Of);

    private static async Task<Results<Ok<PublicationResource>, Refusal>> Get(Guid id, PublicationQueries publications, CurrentCaller caller, CancellationToken ct) =>
        (await publications.GetAsync(caller.Value, id, ct)).ToOkOrNotFound("publication", PublicationResource.Of);

    private static async Task<Results<Ok<PageResource<PublicationResource>>, Refusal>> OfContent(
        Guid id, PublicationQueries publications, CurrentCaller caller, [AsParameters] PageQuery page, CancellationToken ct)
    {
        var asked = page.Read("-createdAt");
        return await publications.OfContentAsync(caller.Value, id, ct) is { } views
            ? new Page<PublicationView>([.. views.Skip(asked.Skip).Take(asked.Take)], asked.Number, asked.Take, views.Count).ToOk(PublicationResource.Of)
            : new Refusal(new Core.Foundation.Common.NotFound("content"));
    }

    private static async Task<Results<Accepted<JobResource>, Refusal>> Update(
        Guid id, UpdateBody body, CareForPublication care, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        await ViewAsync(await care.UpdateAsync(caller.Value, id, body.ContentId, body.RunAt, ct), jobs, caller, ct);

    private static async Task<Results<Accepted<JobResource>, Refusal>> Remove(
        Guid id, RemoveBody? body, CareForPublication care, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        await ViewAsync(await care.RemoveAsync(caller.Value, id, body?.RunAt, body?.Reason, ct), jobs, caller, ct);

    private static async Task<Results<Accepted<JobResource>, Refusal>> Verify(Guid id, CareForPublication care, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        await ViewAsync(await care.VerifyAsync(caller.Value, id, ct), jobs, caller, ct);

    private static async Task<Results<Accepted<JobResource>, Refusal>> ViewAsync(Result<PublishJob> done, JobQueries jobs, CurrentCaller caller, CancellationToken ct)
    {
        if (!done.Ok)
        {
            return new Refusal(done.Error);
        }

        var views = await jobs.GetManyAsync(caller.Value, [done.Value.Id], ct);
        return views.Count == 0 ? new Refusal(new Core.Foundation.Common.NotFound("job")) : TypedResults.Accepted($"/api/v1/jobs/{done.Value.Id}", JobResource.Of(views[0]));
    }
}
