using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>A saved version of a piece, whole: 1 is the first.</summary>
public sealed class ContentRevision : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid ContentId { get; init; }

    public required int Number { get; init; }

    public required string Title { get; set; }

    public required string Hash { get; set; }

    /// <summary>JSON of the whole piece as it was (<see cref="ContentSnapshot"/>).</summary>
    public required string Snapshot { get; set; }

    /// <summary>When it was begun; an autosaved one goes on changing for a while after.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Written by a pause in typing. The next pause of the same member may replace it; saving by hand pins it.</summary>
    public bool Autosaved { get; set; }

    public Guid? CreatedBy { get; init; }

    public required string CreatedByName { get; init; }
}
