using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Approvals;

/// <summary>Who may decide on what, beyond the workflow's table.</summary>
public static class ApprovalRules
{
    /// <summary>Null when this caller may approve this piece.</summary>
    public static Error? RefuseOwn(ContentItem item, ApprovalSettings settings, Caller caller) =>
        !settings.AllowSelfApproval && caller.MemberId is { } member && (item.CreatedBy == member || item.UpdatedBy == member) ? new SelfApproval() : null;
}
