using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>
/// What a member has typed and not yet saved into a piece whose saving needs a decision first (it is approved, scheduled, in
/// review, or somebody else saved meanwhile). Written on each pause, so that no dropped connection loses it.
/// </summary>
public sealed class EditorDraft : IWorkspaceOwned
{
    public required Guid WorkspaceId { get; init; }

    public required Guid ContentId { get; init; }

    public required Guid MemberId { get; init; }

    /// <summary>JSON of the <see cref="ContentSnapshot"/> as typed.</summary>
    public required string Snapshot { get; set; }

    /// <summary>The version of the piece that the typing started from.</summary>
    public required int BaseVersion { get; set; }

    public required DateTimeOffset SavedAt { get; set; }
}
