using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Approvals;

/// <summary>What waits for a decision that the caller may make, oldest first.</summary>
public sealed class PendingApprovals(Database database)
{
    public async Task<Page<PendingApproval>> ListAsync(Caller caller, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        if (await WaitingForAsync(db, caller, ct) is not { } waiting)
        {
            return new Page<PendingApproval>([], page.Number, page.Take, 0);
        }

        var total = await waiting.CountAsync(ct);
        var items = await Sorted(waiting, page).Skip(page.Skip).Take(page.Take).Whole().ToListAsync(ct);
        var names = await MemberNames.ReadAsync(db, items.SelectMany(i => new[] { i.CreatedBy, i.SubmittedBy }), ct);
        return new Page<PendingApproval>(
            [.. items.Select(i => new PendingApproval(i, i.SubmittedAt ?? i.UpdatedAt, names.Of(i.CreatedBy), names.Of(i.SubmittedBy)))],
            page.Number,
            page.Take,
            total);
    }

    /// <summary>As <see cref="ListAsync"/>, without the texts: for the queue beside a piece.</summary>
    public async Task<Page<PendingTitle>> TitlesAsync(Caller caller, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        if (await WaitingForAsync(db, caller, ct) is not { } waiting)
        {
            return new Page<PendingTitle>([], page.Number, page.Take, 0);
        }

        var total = await waiting.CountAsync(ct);
        var rows = await Sorted(waiting, page).Skip(page.Skip).Take(page.Take)
            .Select(c => new { c.Id, c.Title, Since = c.SubmittedAt ?? c.UpdatedAt, By = c.SubmittedBy ?? c.CreatedBy })
            .ToListAsync(ct);
        var names = await MemberNames.ReadAsync(db, rows.Select(r => r.By), ct);
        return new Page<PendingTitle>(rows.ConvertAll(r => new PendingTitle(r.Id, r.Title, r.Since, names.Of(r.By))), page.Number, page.Take, total);
    }

    public async Task<int> CountAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return await WaitingForAsync(db, caller, ct) is { } waiting ? await waiting.CountAsync(ct) : 0;
    }

    /// <summary>The pieces that the caller may decide on; null where the role decides on none.</summary>
    internal static async Task<IQueryable<ContentItem>?> WaitingForAsync(BroadcasterDbContext db, Caller caller, CancellationToken ct)
    {
        if (!caller.May(WorkspaceAction.Review))
        {
            return null;
        }

        var settings = await db.Workspaces.Where(w => w.Id == caller.WorkspaceId).Select(w => w.Settings).FirstAsync(ct);
        var waiting = db.Contents.Where(c => c.State == ContentState.InReview);
        return settings.Approvals.AllowSelfApproval || caller.MemberId is not { } member
            ? waiting
            : waiting.Where(c => (c.CreatedBy == null || c.CreatedBy != member) && (c.UpdatedBy == null || c.UpdatedBy != member));
    }

    private static IOrderedQueryable<ContentItem> Sorted(IQueryable<ContentItem> waiting, PageRequest page) =>
        page.Descending
            ? waiting.OrderByDescending(c => c.SubmittedAt).ThenByDescending(c => c.Id)
            : waiting.OrderBy(c => c.SubmittedAt).ThenBy(c => c.Id);
}

/// <summary>A piece in review.</summary>
/// <param name="WaitingSince">When it was submitted.</param>
public sealed record PendingApproval(ContentItem Content, DateTimeOffset WaitingSince, string? AuthorName, string? SubmittedByName);

/// <summary>A piece in review, by its title.</summary>
/// <param name="ByName">Who submitted it, or wrote it.</param>
public sealed record PendingTitle(Guid Id, string Title, DateTimeOffset WaitingSince, string? ByName);
