using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Approvals;

/// <summary>Sends a piece back to its author with what has to change.</summary>
public sealed class RejectContent(ContentMoves moves, TimeProvider clock)
{
    /// <param name="contentHash">The hash of what the reviewer looked at; null: whatever the piece says now.</param>
    public async Task<Result<ContentItem>> ExecuteAsync(Caller caller, Guid contentId, string? comment, string? contentHash, CancellationToken ct)
    {
        var read = ContentRules.ReadComment(comment);
        if (!read.Ok)
        {
            return read.Error;
        }

        return await moves.ExecuteAsync(
            caller,
            contentId,
            ContentWorkflow.Reject,
            "content.rejected",
            (db, item, _) =>
            {
                if (read.Value is null)
                {
                    return Task.FromResult<Error?>(InvalidInput.Of("comment", "Say what has to change: the author sees your comment.", "content.comment_required"));
                }

                if (contentHash is not null && !string.Equals(contentHash, item.Hash, StringComparison.OrdinalIgnoreCase))
                {
                    return Task.FromResult<Error?>(new ContentChanged(item.Hash));
                }

                db.Approvals.Add(Decisions.Of(caller, item, ApprovalDecision.ChangesRequested, read.Value, clock));
                item.ApprovedHash = null;
                return Task.FromResult<Error?>(null);
            },
            ct);
    }
}
