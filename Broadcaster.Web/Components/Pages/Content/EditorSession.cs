using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>
/// One person writing in one piece: what it said when they began, what they typed since, and where that is kept. The
/// browser owns the text fields and sends what changed at each pause; everything else of the editor reads from here.
/// </summary>
public sealed class EditorSession(
    ContentQueries contents, AutosaveContent autosave, SaveContent save, GetEditorDraft drafts, DiscardEditorDraft discard, RevisionQueries revisions) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private Caller caller = null!;
    private bool slugTyped;

    public ContentDetail Detail { get; private set; } = null!;

    public ContentItem Saved => Detail.Content;

    /// <summary>As it stands in the editor, unchecked.</summary>
    public ContentInput Typed { get; private set; } = new();

    /// <summary>The version that the typing started from.</summary>
    public int BaseVersion { get; private set; }

    /// <summary>Typing that is kept beside the piece and not in it; null when everything is in it.</summary>
    public Autosaved? Beside { get; private set; }

    /// <summary>Typing from an earlier visit was found and put back.</summary>
    public DateTimeOffset? PutBackFrom { get; private set; }

    /// <summary>What somebody else saved while this person typed; null when nobody did.</summary>
    public ContentSnapshot? Theirs { get; private set; }

    /// <summary>The two texts are being brought together by hand.</summary>
    public bool Merging { get; set; }

    /// <summary>What keeps the typing from being saved, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => Beside?.Reason is { } reason and not StaleVersion ? reason.Fields : new Dictionary<string, string[]>();

    public bool CanEdit => ContentWorkflow.Refuse(Saved, ContentWorkflow.Edit, caller) is null;

    /// <summary>The hash that the typing started from.</summary>
    private string BaseHash { get; set; } = "";

    public string? ErrorOf(string field) => Errors.TryGetValue(field, out var messages) ? messages[0] : null;

    /// <summary>What the text fields show.</summary>
    public Dictionary<string, string> Values()
    {
        var values = EditorFields.ValuesOf(Typed.AsTyped());
        values[EditorFields.Slug] = slugTyped ? Typed.Slug ?? "" : Saved.Slug;
        return values;
    }

    /// <summary>False where there is no such piece.</summary>
    public async Task<bool> OpenAsync(Caller who, Guid contentId, CancellationToken ct)
    {
        caller = who;
        if (await contents.FindDetailAsync(caller, contentId, ct) is not { } detail)
        {
            return false;
        }

        StartFrom(detail);
        if (CanEdit && await drafts.ExecuteAsync(caller, contentId, ct) is { } unsaved && !Says(unsaved.Piece, Saved))
        {
            Typed = ContentInput.Of(unsaved.Piece);
            slugTyped = unsaved.Piece.Slug.Length > 0 && unsaved.Piece.Slug != Saved.Slug;
            Typed = slugTyped ? Typed : Typed with { Slug = null };
            PutBackFrom = unsaved.SavedAt;
            Beside = new Autosaved(null, unsaved.SavedAt, null);
            if (unsaved.BaseVersion != Saved.Version && await TextChangedSinceAsync(unsaved.SavedAt, ct))
            {
                BaseVersion = unsaved.BaseVersion;
                Theirs = ContentSnapshot.Of(Saved);
            }
        }

        return true;
    }

    /// <summary>Takes in what was typed, and keeps it.</summary>
    /// <param name="fields">The text fields that changed, by <see cref="EditorFields"/>.</param>
    /// <param name="version">For typing that a browser kept through a lost connection: the version that it started from.</param>
    public async Task<Result<Autosaved>> TypeAsync(IReadOnlyDictionary<string, string> fields, int? version, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            foreach (var (field, value) in fields)
            {
                Typed = Typed.With(field, value);
                slugTyped |= field == EditorFields.Slug;
            }

            // Since then only this person saved: what they typed goes on from there.
            if (version is { } from && from < BaseVersion && Saved.UpdatedBy != caller.MemberId)
            {
                BaseVersion = from;
            }

            return await KeepAsync(ct);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A choice that is not typed: channels, language, picture, a variant taken away.</summary>
    public async Task<Result<Autosaved>> ChangeAsync(Func<ContentInput, ContentInput> change, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            Typed = change(Typed);
            return await KeepAsync(ct);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Saves into the piece itself.</summary>
    /// <param name="confirm">An approval or a schedule may be lost by it.</param>
    /// <param name="overTheirs">What somebody else saved meanwhile is replaced: this person has seen it.</param>
    public async Task<Result<ContentItem>> SaveAsync(bool confirm, bool overTheirs, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            var result = await save.ExecuteAsync(caller, Saved.Id, Typed, overTheirs ? Saved.Version : BaseVersion, confirm, ct);
            if (result.Ok)
            {
                await SavedIntoPieceAsync(ct);
            }
            else if (result.Error is StaleVersion)
            {
                await MeetOtherAsync(ct);
            }
            else if (result.Error is InvalidInput or ContentTooLarge)
            {
                Beside = new Autosaved(null, Beside?.KeptAt, result.Error);
            }

            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Forgets what was typed: the piece as it is saved.</summary>
    public async Task TakeSavedAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            await discard.ExecuteAsync(caller, Saved.Id, ct);
            if (await contents.FindDetailAsync(caller, Saved.Id, ct) is { } detail)
            {
                StartFrom(detail);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Reads the piece anew after something happened to it.</summary>
    /// <param name="replaceText">Puts other text into the fields; false where something there was not sent yet.</param>
    public async Task<bool> RefreshAsync(Func<Dictionary<string, string>, Task<bool>> replaceText, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (await contents.FindDetailAsync(caller, Saved.Id, ct) is not { } detail)
            {
                return false;
            }

            var sameText = detail.Content.Hash == BaseHash;
            if (sameText || Beside is not null || Theirs is not null)
            {
                // Only the state moved, or there is typing of one's own that must stay: it meets the other text when it is saved.
                Detail = detail;
                BaseVersion = sameText && Theirs is null ? detail.Content.Version : BaseVersion;
                Theirs = sameText ? Theirs : ContentSnapshot.Of(detail.Content);
                return true;
            }

            if (await replaceText(EditorFields.ValuesOf(ContentSnapshot.Of(detail.Content))))
            {
                StartFrom(detail);
            }
            else
            {
                Detail = detail;
            }

            return true;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<Result<Autosaved>> KeepAsync(CancellationToken ct)
    {
        var kept = await autosave.ExecuteAsync(caller, Saved.Id, Typed, BaseVersion, ct);
        if (!kept.Ok)
        {
            return kept;
        }

        if (kept.Value.Content is not null)
        {
            await SavedIntoPieceAsync(ct);
            return kept;
        }

        Beside = kept.Value;
        if (kept.Value.Reason is StaleVersion && !await MeetOtherAsync(ct))
        {
            return await KeepAsync(ct);
        }

        return kept;
    }

    private async Task SavedIntoPieceAsync(CancellationToken ct)
    {
        if (await contents.FindDetailAsync(caller, Saved.Id, ct) is { } detail)
        {
            Detail = detail;
            BaseVersion = detail.Content.Version;
            BaseHash = detail.Content.Hash;
        }

        Beside = null;
        Theirs = null;
        Merging = false;
        PutBackFrom = null;
    }

    /// <summary>False where nobody wrote: only the state moved, and the typing goes on from the new version.</summary>
    private async Task<bool> MeetOtherAsync(CancellationToken ct)
    {
        if (await contents.FindDetailAsync(caller, Saved.Id, ct) is not { } detail)
        {
            return true;
        }

        Detail = detail;
        if (detail.Content.Hash == BaseHash && BaseVersion != detail.Content.Version)
        {
            BaseVersion = detail.Content.Version;
            return false;
        }

        Theirs = ContentSnapshot.Of(detail.Content);
        return true;
    }

    private void StartFrom(ContentDetail detail)
    {
        Detail = detail;
        Typed = ContentInput.Of(ContentSnapshot.Of(detail.Content)) with { Slug = null };
        slugTyped = false;
        BaseVersion = detail.Content.Version;
        BaseHash = detail.Content.Hash;
        Beside = null;
        Theirs = null;
        Merging = false;
        PutBackFrom = null;
    }

    private async Task<bool> TextChangedSinceAsync(DateTimeOffset time, CancellationToken ct)
    {
        var newest = await revisions.ListAsync(caller, Saved.Id, new PageRequest(1, 1), ct);
        return newest is { Items: [var last, ..] } && (last.CreatedAt > time || last.CreatedBy != caller.MemberId) && Saved.UpdatedBy != caller.MemberId;
    }

    private static bool Says(ContentSnapshot typed, ContentItem saved) =>
        ContentDiff.Between(typed.Slug.Length == 0 ? typed with { Slug = saved.Slug } : typed, ContentSnapshot.Of(saved)).IsEmpty;
}
