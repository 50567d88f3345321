using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>
/// The one way to change a piece, for every route: page, API, variant, revision, autosave. It asks for permission, checks the
/// version, voids the approval, cancels what was scheduled, keeps the hash current and writes the revision, in one commit.
/// </summary>
public sealed class ContentEdit(Database database, DraftFiles files, IVariantOptions options, TimeProvider clock)
{
    /// <param name="change">Makes of the piece as it is what it is to be; reads only.</param>
    internal async Task<Result<ContentItem>> ExecuteAsync(
        Caller caller, Guid contentId, EditRequest request, Func<BroadcasterDbContext, ContentSnapshot, Task<Result<ContentInput>>> change, CancellationToken ct)
    {
        await using var db = database.Write(caller, request.Action);
        if (await db.FindContentAsync(contentId, ct) is not { } item)
        {
            return new NotFound("content");
        }

        if (ContentWorkflow.Refuse(item, ContentWorkflow.Edit, caller) is { } refused)
        {
            return refused;
        }

        if (request.Version is { } version && version != item.Version)
        {
            return new StaleVersion("content", item.Version);
        }

        var before = ContentSnapshot.Of(item);
        var input = await change(db, before);
        if (!input.Ok)
        {
            return input.Error;
        }

        var read = ContentRules.Read(input.Value);
        if (!read.Ok)
        {
            return read.Error;
        }

        if (await ContentReferences.CheckAsync(db, options, input.Value, read.Value, before, ct) is { } missing)
        {
            return missing;
        }

        // Begun only where a slug has to be found: it puts the writers of the workspace in order.
        var slug = SlugWanted(item, read.Value);
        await using var transaction = slug == item.Slug ? null : await db.Database.BeginTransactionAsync(ct);
        var after = read.Value with
        {
            Slug = slug == item.Slug ? slug : await SlugAllocator.FreeAsync(db, read.Value.Title, slug, item.Id, null, ct),
        };

        var hash = ContentHash.Of(after);
        if (hash == item.Hash)
        {
            return await NothingChangedAsync(db, item, request, caller, ct);
        }

        if (ContentWorkflow.EditTakesConfirmation(item.State) && !request.Confirm)
        {
            return new ConfirmationRequired(item.State);
        }

        if (item.State == ContentState.Scheduled)
        {
            var cancelled = await QueuedJobs.CancelAsync(db, item.Id, $"Cancelled: {caller.Name} changed the piece.", clock, ct);
            if (!cancelled.Ok)
            {
                return cancelled.Error;
            }
        }

        var now = clock.GetUtcNow();
        Apply(db, item, after, hash, caller, now);
        await Revisions.WriteAsync(db, caller, item, before, request.Autosave, now, ct);
        await ForgetTypingAsync(db, item.Id, caller, ct);
        if (await db.SaveContentAsync(item, ct) is { } clash)
        {
            return clash;
        }

        if (transaction is not null)
        {
            await transaction.CommitAsync(ct);
        }

        await files.WriteAsync(caller.WorkspaceSlug, item);
        return item;
    }

    /// <summary>Writes the new text into the piece. Whatever was approved or scheduled is so no longer.</summary>
    private static void Apply(BroadcasterDbContext db, ContentItem item, ContentSnapshot after, string hash, Caller caller, DateTimeOffset now)
    {
        item.TakeOver(after, now, db);
        item.Hash = hash;
        item.ApprovedHash = null;
        item.ScheduledAt = null;
        item.State = ContentWorkflow.Find(item.State, ContentWorkflow.Edit)!.To!.Value;
        if (item.State != ContentState.InReview)
        {
            item.SubmittedAt = null;
            item.SubmittedBy = null;
        }

        item.UpdatedAt = now;
        item.UpdatedBy = caller.MemberId;
    }

    private async Task<Result<ContentItem>> NothingChangedAsync(BroadcasterDbContext db, ContentItem item, EditRequest request, Caller caller, CancellationToken ct)
    {
        var forgot = await ForgetTypingAsync(db, item.Id, caller, ct);
        var pinned = !request.Autosave && await Revisions.PinAsync(db, item.Id, ct);
        if (forgot || pinned)
        {
            await db.SaveChangesAsync(ct);
            if (db.Database.CurrentTransaction is { } transaction)
            {
                await transaction.CommitAsync(ct);
            }
        }

        return item;
    }

    /// <summary>Left out, a slug follows its title for as long as nobody chose it and nobody could have linked to it.</summary>
    private static string SlugWanted(ContentItem item, ContentSnapshot after)
    {
        if (after.Slug.Length > 0)
        {
            return after.Slug;
        }

        var follows = item.Title != after.Title && item.ParentId is null && item.PublishedAt is null && Slugs.IsMadeFrom(item.Slug, item.Title, item.Id);
        return follows ? "" : item.Slug;
    }

    private static async Task<bool> ForgetTypingAsync(BroadcasterDbContext db, Guid contentId, Caller caller, CancellationToken ct)
    {
        var typed = await db.EditorDrafts.AsTracking().FirstOrDefaultAsync(d => d.ContentId == contentId && d.MemberId == caller.MemberId, ct);
        if (typed is not null)
        {
            db.EditorDrafts.Remove(typed);
        }

        return typed is not null;
    }
}

/// <summary>What sort of edit it is.</summary>
/// <param name="Action">For the audit trail: <c>content.edited</c>.</param>
/// <param name="Version">The version that it was made from; null: whatever is there.</param>
/// <param name="Confirm">Whether it may void an approval or a schedule.</param>
/// <param name="Autosave">Whether it was a pause in typing and not a person's decision to save.</param>
internal sealed record EditRequest(string Action, int? Version, bool Confirm, bool Autosave = false);
