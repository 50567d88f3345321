namespace Broadcaster.Core.Authoring.Approvals;

public enum ApprovalDecision
{
    Approved,
    ChangesRequested,
}
