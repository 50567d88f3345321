namespace Broadcaster.Core.Foundation.Settings;

/// <summary>Whether content needs approval before it can be scheduled.</summary>
public sealed record ApprovalSettings
{
    public ApprovalMode Mode { get; init; } = ApprovalMode.Optional;

    /// <summary>Whether somebody may approve what they wrote or last edited.</summary>
    public bool AllowSelfApproval { get; init; }
}

/// <summary>None: drafts can be scheduled at once, there is no review. Optional: may be reviewed. Required: must be approved.</summary>
public enum ApprovalMode
{
    None,
    Optional,
    Required,
}
