using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>
/// Keeps what somebody is typing, at each pause. A draft is saved itself; where saving needs a decision first (the piece is
/// approved, scheduled, in review or out, somebody else saved meanwhile, a field is not valid yet), the typing is kept
/// beside the piece until its member saves or discards it.
/// </summary>
public sealed class AutosaveContent(Database database, ContentEdit edit, TimeProvider clock)
{
    // Far above what a piece may have: typing is kept even where it will have to be shortened.
    private const int LongestTyping = 8 * 1024 * 1024;

    /// <param name="version">The version that the typing started from.</param>
    public async Task<Result<Autosaved>> ExecuteAsync(Caller caller, Guid contentId, ContentInput input, int version, CancellationToken ct)
    {
        if (await FindAsync(caller, contentId, ct) is not { } piece)
        {
            return new NotFound("content");
        }

        if (caller.Refuse(piece.Author == caller.MemberId ? WorkspaceAction.WriteContent : WorkspaceAction.EditAnyContent) is { } refused)
        {
            return refused;
        }

        Error? reason = null;
        if (piece.State is ContentState.Draft or ContentState.Rejected)
        {
            var saved = await edit.ExecuteAsync(
                caller, contentId, new EditRequest("content.autosaved", version, Confirm: false, Autosave: true), (_, _) => Task.FromResult<Result<ContentInput>>(input), ct);
            if (saved.Ok)
            {
                return new Autosaved(saved.Value, null, null);
            }

            if (saved.Error.Kind is ErrorKind.Forbidden or ErrorKind.NotFound)
            {
                return saved.Error;
            }

            reason = saved.Error;
        }

        return await KeepAsync(caller, contentId, input, version, reason, ct);
    }

    private async Task<Piece?> FindAsync(Caller caller, Guid contentId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return await db.Contents.Where(c => c.Id == contentId).Select(c => new Piece(c.State, c.CreatedBy)).FirstOrDefaultAsync(ct);
    }

    private async Task<Result<Autosaved>> KeepAsync(Caller caller, Guid contentId, ContentInput input, int version, Error? reason, CancellationToken ct)
    {
        if (caller.MemberId is not { } member)
        {
            return new NotAllowed("Only a member of the workspace has a draft of their own.");
        }

        var snapshot = Revisions.ToJson(input.AsTyped());
        if (snapshot.Length > LongestTyping)
        {
            return reason ?? InvalidInput.Of("body", "The text is too long to keep.");
        }

        var now = clock.GetUtcNow();
        for (var last = false; ; last = true)
        {
            await using var db = database.Write(caller, "content.autosaved");
            var draft = await db.EditorDrafts.FirstOrDefaultAsync(d => d.ContentId == contentId && d.MemberId == member, ct);
            if (draft is null)
            {
                draft = new EditorDraft { WorkspaceId = caller.WorkspaceId, ContentId = contentId, MemberId = member, Snapshot = snapshot, BaseVersion = version, SavedAt = now };
                db.EditorDrafts.Add(draft);
            }

            draft.Snapshot = snapshot;
            draft.BaseVersion = version;
            draft.SavedAt = now;
            try
            {
                await db.SaveChangesAsync(ct);
                return new Autosaved(null, now, reason);
            }
            catch (DbUpdateException) when (!last)
            {
                // The same member's other tab was quicker to make the row, or to remove it: now there is one, or none.
            }
        }
    }

    private sealed record Piece(ContentState State, Guid? Author);
}

/// <summary>Where typing went.</summary>
/// <param name="Content">The piece, where it was saved itself.</param>
/// <param name="KeptAt">When it was kept beside the piece instead.</param>
/// <param name="Reason">Why beside it, where something needs mending; null where the piece's state alone is the reason.</param>
public sealed record Autosaved(ContentItem? Content, DateTimeOffset? KeptAt, Error? Reason);
