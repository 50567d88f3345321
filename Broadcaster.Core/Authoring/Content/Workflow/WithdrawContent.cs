using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Content.Workflow;

/// <summary>Takes a submitted piece back from the reviewers.</summary>
public sealed class WithdrawContent(ContentMoves moves)
{
    public Task<Result<ContentItem>> ExecuteAsync(Caller caller, Guid contentId, CancellationToken ct) =>
        moves.ExecuteAsync(
            caller,
            contentId,
            ContentWorkflow.Withdraw,
            "content.withdrawn",
            (_, item, _) =>
            {
                item.SubmittedAt = null;
                item.SubmittedBy = null;
                return Task.FromResult<Error?>(null);
            },
            ct);
}
