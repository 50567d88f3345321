using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Approvals;

/// <summary>
/// Approves a piece as it is: the approval binds to its hash, and any edit voids it. Can schedule in the same commit: where
/// the schedule is refused nothing is approved.
/// </summary>
public sealed class ApproveContent(Database database, JobPlanner planner, TimeProvider clock)
{
    public async Task<Result<ScheduledContent>> ExecuteAsync(Caller caller, Guid contentId, ApproveRequest request, CancellationToken ct)
    {
        var comment = ContentRules.ReadComment(request.Comment);
        if (!comment.Ok)
        {
            return comment.Error;
        }

        await using var db = database.Write(caller, request.Schedule is null ? "content.approved" : "content.approved_and_scheduled");
        if (await db.FindContentAsync(contentId, ct) is not { } item)
        {
            return new NotFound("content");
        }

        if (ContentWorkflow.Refuse(item, ContentWorkflow.Approve, caller) is { } refused)
        {
            return refused;
        }

        if (request.ContentHash is { } seen && !string.Equals(seen, item.Hash, StringComparison.OrdinalIgnoreCase))
        {
            return new ContentChanged(item.Hash);
        }

        var settings = await db.Workspaces.AsNoTracking().Where(w => w.Id == caller.WorkspaceId).Select(w => w.Settings).FirstAsync(ct);
        if (ApprovalRules.RefuseOwn(item, settings.Approvals, caller) is { } own)
        {
            return own;
        }

        db.Approvals.Add(Decisions.Of(caller, item, ApprovalDecision.Approved, comment.Value, clock));
        item.State = ContentState.Approved;
        item.ApprovedHash = item.Hash;
        item.UpdatedAt = clock.GetUtcNow();
        IReadOnlyList<PublishJob> jobs = [];
        if (request.Schedule is { } schedule)
        {
            var planned = await planner.PlanAsync(db, caller, item, schedule, ct);
            if (!planned.Ok)
            {
                return planned.Error;
            }

            jobs = planned.Value;
        }

        if (await db.SaveContentAsync(item, ct) is { } clash)
        {
            return clash;
        }

        planner.Wake(jobs);
        return new ScheduledContent(item, jobs);
    }
}

/// <summary>An approval.</summary>
public sealed record ApproveRequest
{
    public string? Comment { get; init; }

    /// <summary>The hash of what the reviewer looked at; null: whatever the piece says now.</summary>
    public string? ContentHash { get; init; }

    /// <summary>When and where it is to go out, to schedule it at once.</summary>
    public ScheduleRequest? Schedule { get; init; }
}
