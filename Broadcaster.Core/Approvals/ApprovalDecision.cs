namespace Broadcaster.Core.Approvals;

public enum ApprovalDecision
{
    Approved,
    ChangesRequested,
}
