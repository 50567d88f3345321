using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Approvals;

/// <summary>Makes the record of a decision.</summary>
internal static class Decisions
{
    public static Approval Of(Caller caller, ContentItem item, ApprovalDecision decision, string? comment, TimeProvider clock) => new()
    {
        Id = clock.NewId(),
        WorkspaceId = item.WorkspaceId,
        ContentId = item.Id,
        MemberId = caller.MemberId,
        MemberName = caller.Name,
        Decision = decision,
        Comment = comment,
        ContentHash = item.Hash,
        At = clock.GetUtcNow(),
    };
}
