using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Api.Content;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Approvals;

/// <summary>Deciding on pieces, and what waits for a decision.</summary>
internal static class ReviewEndpoints
{
    public static void MapApprovals(this RouteGroupBuilder api) =>
        api.MapGet("/approvals/pending", Pending).WithTags("Approvals").WithName("ListPendingApprovals").WithSummary("What waits for a decision that the caller may make, oldest first");

    public static void MapReview(this RouteGroupBuilder content)
    {
        content.MapPost("/{id:guid}/approve", Approve).WithName("ApproveContent").WithSummary("Approves a piece as it is now, and schedules it where that is asked for").WithTags("Approvals");
        content.MapPost("/{id:guid}/reject", Reject).WithName("RejectContent").WithSummary("Asks for changes").WithTags("Approvals");
    }

    private static async Task<Results<Ok<PageResource<PendingApprovalResource>>, Refusal>> Pending(
        PendingApprovals pending, CurrentCaller caller, [AsParameters] PageQuery page, CancellationToken ct) =>
        (await pending.ListAsync(caller.Value, page.Read("submittedAt"), ct)).ToOk(PendingApprovalResource.Of);

    private static async Task<Results<Ok<ContentResource>, Refusal>> Approve(
        Guid id, ApproveBody? body, ApproveContent approveContent, CurrentCaller caller, CancellationToken ct)
    {
        var request = new ApproveRequest { Comment = body?.Comment, ContentHash = body?.ContentHash, Schedule = body?.Schedule?.ToRequest() };
        return (await approveContent.ExecuteAsync(caller.Value, id, request, ct)).ToOk(approved => ContentResource.Of(approved.Content));
    }

    private static async Task<Results<Ok<ContentResource>, Refusal>> Reject(
        Guid id, RejectBody? body, RejectContent rejectContent, CurrentCaller caller, CancellationToken ct) =>
        (await rejectContent.ExecuteAsync(caller.Value, id, body?.Comment, body?.ContentHash, ct)).ToOk(ContentResource.Of);
}
