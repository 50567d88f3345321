using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Authoring.Content.Variants;

/// <summary>One channel that a piece is meant for; rows, so that they can be filtered on in both databases.</summary>
public sealed class ContentTarget : IWorkspaceOwned
{
    public required Guid WorkspaceId { get; init; }

    public required Guid ContentId { get; init; }

    public required Guid ChannelId { get; init; }
}
