using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Authoring.Approvals;

/// <summary>The reviewer looked at something else than what the piece says now.</summary>
public sealed record ContentChanged(string CurrentHash)
    : Error("content.changed", "The piece was changed after you looked at it. Look at it again, then decide.")
{
    public override IReadOnlyDictionary<string, object?> Details => new Dictionary<string, object?> { ["contentHash"] = CurrentHash };
}

/// <summary>Nobody approves their own work here.</summary>
public sealed record SelfApproval()
    : Error("content.self_approval", "You wrote this piece or were the last to change it, so somebody else has to approve it. The workspace's settings can allow it.")
{
    public override ErrorKind Kind => ErrorKind.Forbidden;
}
