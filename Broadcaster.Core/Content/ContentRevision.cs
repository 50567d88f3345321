using Broadcaster.Core.Data;

namespace Broadcaster.Core.Content;

/// <summary>A saved version of a piece, whole: 1 is the first.</summary>
public sealed class ContentRevision : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid ContentId { get; init; }

    public required int Number { get; init; }

    public required string Title { get; init; }

    public required string Hash { get; init; }

    /// <summary>JSON of the whole piece as it was (<see cref="ContentSnapshot"/>).</summary>
    public required string Snapshot { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Guid? CreatedBy { get; init; }

    public required string CreatedByName { get; init; }
}
