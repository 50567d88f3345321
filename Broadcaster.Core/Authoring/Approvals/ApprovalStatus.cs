using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Workflow;

namespace Broadcaster.Core.Authoring.Approvals;

/// <summary>Where a piece stands with its reviewers, derived and never stored.</summary>
public enum ApprovalStatus
{
    None,
    Pending,
    Approved,
    Rejected,
}

public static class ApprovalStatuses
{
    public static ApprovalStatus Of(ContentItem item) => Of(item.State, item.Hash, item.ApprovedHash);

    /// <summary>Approved means that what was approved is what the piece says now.</summary>
    public static ApprovalStatus Of(ContentState state, string hash, string? approvedHash) => state switch
    {
        ContentState.InReview => ApprovalStatus.Pending,
        ContentState.Rejected => ApprovalStatus.Rejected,
        _ => approvedHash == hash ? ApprovalStatus.Approved : ApprovalStatus.None,
    };
}
