using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Publishing.Publications;

/// <summary>What a connector has to remember about a publication across jobs, attempts and crashes: an uploaded picture, a mailed recipient.</summary>
public sealed class PublicationCheckpoint : IWorkspaceOwned
{
    public required Guid WorkspaceId { get; init; }

    public required Guid PublicationId { get; init; }

    /// <summary>The generation of the key that it belongs to: a new key begins with none.</summary>
    public required int Generation { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }

    public required DateTimeOffset At { get; set; }
}
