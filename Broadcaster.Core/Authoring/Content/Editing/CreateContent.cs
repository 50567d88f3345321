using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Begins a new piece.</summary>
public sealed class CreateContent(Database database, DraftFiles files, IVariantOptions options, TimeProvider clock)
{
    public Task<Result<ContentItem>> ExecuteAsync(Caller caller, ContentInput input, CancellationToken ct) => ExecuteAsync(caller, input, clock.NewId(), ct);

    /// <param name="id">Of the piece to be: whoever asks again after a crash asks for the same one.</param>
    internal async Task<Result<ContentItem>> ExecuteAsync(Caller caller, ContentInput input, Guid id, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.WriteContent) is { } refused)
        {
            return refused;
        }

        var read = ContentRules.Read(input);
        return read.Ok ? await AddAsync(caller, "content.created", read.Value, input, null, ct, id) : read.Error;
    }

    /// <summary>Adds a piece whose text was checked already: also for revising one.</summary>
    /// <param name="input">What it was read from; null for what stands in another piece already.</param>
    internal async Task<Result<ContentItem>> AddAsync(
        Caller caller, string action, ContentSnapshot piece, ContentInput? input, ContentItem? parent, CancellationToken ct, Guid? givenId = null)
    {
        var id = givenId ?? clock.NewId();
        await using var db = database.Write(caller, action);
        if (input is not null && await ContentReferences.CheckAsync(db, options, input, piece, null, ct) is { } missing)
        {
            return missing;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();

        // A new version of a piece is to take its place, so it keeps its address.
        var slug = parent?.Slug ?? await SlugAllocator.FreeAsync(db, piece.Title, piece.Slug, id, null, ct);
        var item = ContentChanges.NewItem(id, caller, piece with { Slug = slug }, parent?.Id, now);
        db.Contents.Add(item);
        await Revisions.WriteAsync(db, caller, item, null, autosaved: false, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await files.WriteAsync(caller.WorkspaceSlug, item);
        return item;
    }
}
