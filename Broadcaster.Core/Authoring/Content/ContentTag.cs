using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Authoring.Content;

/// <summary>One tag of one piece; rows, so that they can be filtered on in both databases.</summary>
public sealed class ContentTag : IWorkspaceOwned
{
    public required Guid WorkspaceId { get; init; }

    public required Guid ContentId { get; init; }

    public required string Name { get; init; }

    /// <summary>Order as typed.</summary>
    public required int Position { get; set; }
}
