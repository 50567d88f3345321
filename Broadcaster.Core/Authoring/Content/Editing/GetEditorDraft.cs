using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Finds what a member typed into a piece and did not save.</summary>
public sealed class GetEditorDraft(Database database)
{
    /// <summary>Null when there is nothing.</summary>
    public async Task<UnsavedTyping?> ExecuteAsync(Caller caller, Guid contentId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var draft = await db.EditorDrafts.FirstOrDefaultAsync(d => d.ContentId == contentId && d.MemberId == caller.MemberId, ct);
        return draft is null ? null : new UnsavedTyping(Revisions.Read(draft.Snapshot), draft.BaseVersion, draft.SavedAt);
    }
}

/// <summary>Typing that waits for a decision.</summary>
/// <param name="Piece">As typed, unchecked.</param>
/// <param name="BaseVersion">The version that it started from; another one now means that somebody saved meanwhile.</param>
public sealed record UnsavedTyping(ContentSnapshot Piece, int BaseVersion, DateTimeOffset SavedAt);
