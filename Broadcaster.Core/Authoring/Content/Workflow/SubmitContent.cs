using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Workflow;

/// <summary>Hands a draft to the reviewers.</summary>
public sealed class SubmitContent(ContentMoves moves)
{
    public Task<Result<ContentItem>> ExecuteAsync(Caller caller, Guid contentId, CancellationToken ct) =>
        moves.ExecuteAsync(
            caller,
            contentId,
            ContentWorkflow.Submit,
            "content.submitted",
            async (db, item, now) =>
            {
                var settings = await db.Workspaces.AsNoTracking().Where(w => w.Id == caller.WorkspaceId).Select(w => w.Settings).FirstAsync(ct);
                if (settings.Approvals.Mode == ApprovalMode.None)
                {
                    return new NoReviewHere();
                }

                item.SubmittedAt = now;
                item.SubmittedBy = caller.MemberId;
                return null;
            },
            ct);
}
