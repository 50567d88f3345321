using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Authoring.Approvals;

/// <summary>One decision by one member on one content hash. Never changed; an edit of the content only makes it void.</summary>
public sealed class Approval : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid ContentId { get; init; }

    public Guid? MemberId { get; init; }

    public required string MemberName { get; init; }

    public required ApprovalDecision Decision { get; init; }

    public string? Comment { get; init; }

    /// <summary>What was decided on.</summary>
    public required string ContentHash { get; init; }

    public required DateTimeOffset At { get; init; }
}
