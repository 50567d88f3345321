using System.Linq.Expressions;
using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Lists;

/// <summary>Reads pieces for lists and pages.</summary>
public sealed class ContentQueries(Database database)
{
    /// <summary>What a list can be sorted by; the first is what it is sorted by where nothing is asked.</summary>
    public static readonly IReadOnlyList<string> Sortable = ["-updatedAt", "createdAt", "title", "state", "scheduledAt", "publishedAt", "submittedAt"];

#pragma warning disable CA1304, CA1311, MA0011 // Never runs here: it is translated to the database's lower().
    private static readonly Expression<Func<ContentItem, string>> TitleWithoutCase = c => c.Title.ToLower();
#pragma warning restore CA1304, CA1311, MA0011

    public async Task<Page<ContentSummary>> ListAsync(Caller caller, ContentFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var found = Filtered(db, filter);
        var total = await found.CountAsync(ct);
        var rows = await Sorted(found, page).Skip(page.Skip).Take(page.Take)
            .Select(c => new
            {
                c.Id, c.Title, c.State, c.ScheduledAt, c.PublishedAt, c.SubmittedAt, c.CreatedAt, c.CreatedBy, c.UpdatedAt,
            })
            .ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.Id);
        var tags = (await db.ContentTags.Where(t => ids.Contains(t.ContentId)).OrderBy(t => t.Position).ToListAsync(ct)).ToLookup(t => t.ContentId, t => t.Name);
        var targets = (await db.ContentTargets.Where(t => ids.Contains(t.ContentId)).ToListAsync(ct)).ToLookup(t => t.ContentId, t => t.ChannelId);
        var names = await MemberNames.ReadAsync(db, rows.Select(r => r.CreatedBy), ct);
        return new Page<ContentSummary>(
            rows.ConvertAll(r => new ContentSummary
            {
                Id = r.Id,
                Title = r.Title,
                State = r.State,
                Tags = [.. tags[r.Id]],
                ChannelIds = [.. targets[r.Id]],
                ScheduledAt = r.ScheduledAt,
                PublishedAt = r.PublishedAt,
                SubmittedAt = r.SubmittedAt,
                CreatedAt = r.CreatedAt,
                AuthorName = names.Of(r.CreatedBy),
                UpdatedAt = r.UpdatedAt,
            }),
            page.Number,
            page.Take,
            total);
    }

    /// <summary>As <see cref="ListAsync"/>, with the texts: for clients that want whole pieces.</summary>
    public async Task<Page<ContentItem>> ListWholeAsync(Caller caller, ContentFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var found = Filtered(db, filter);
        var total = await found.CountAsync(ct);
        return new Page<ContentItem>(await Sorted(found, page).Skip(page.Skip).Take(page.Take).Whole().ToListAsync(ct), page.Number, page.Take, total);
    }

    /// <summary>How many of the pieces are in each state, whatever states the filter names: for the tabs over a list.</summary>
    public async Task<IReadOnlyDictionary<ContentState, int>> CountByStateAsync(Caller caller, ContentFilter filter, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var counts = await Filtered(db, filter with { States = [] }).GroupBy(c => c.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(ct);
        return Enum.GetValues<ContentState>().ToDictionary(s => s, s => counts.Find(c => c.State == s)?.Count ?? 0);
    }

    public async Task<ContentItem?> FindAsync(Caller caller, Guid contentId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return await db.FindContentAsync(contentId, ct);
    }

    public async Task<ContentDetail?> FindDetailAsync(Caller caller, Guid contentId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        if (await db.FindContentAsync(contentId, ct) is not { } item)
        {
            return null;
        }

        var names = await MemberNames.ReadAsync(db, [item.CreatedBy, item.UpdatedBy, item.SubmittedBy, .. item.Approvals.Select(a => a.MemberId)], ct);
        var settings = await db.Workspaces.Where(w => w.Id == caller.WorkspaceId).Select(w => w.Settings).FirstAsync(ct);
        var parent = item.ParentId is { } parentId ? await db.Contents.Where(c => c.Id == parentId).Select(c => c.Title).FirstOrDefaultAsync(ct) : null;
        var revisions = await db.ContentRevisions.CountAsync(r => r.ContentId == contentId, ct);
        return new ContentDetail(item, names, MovesOf(item, settings.Approvals, caller), parent, revisions);
    }

    /// <summary>The tags in use that begin so, the most used first: for completing what somebody types.</summary>
    public async Task<IReadOnlyList<string>> SuggestTagsAsync(Caller caller, string beginning, int most, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var tags = await db.ContentTags.GroupBy(t => t.Name).Select(g => new { Name = g.Key, Count = g.Count() }).OrderByDescending(t => t.Count).ThenBy(t => t.Name).Take(1000).ToListAsync(ct);
        return [.. tags.Select(t => t.Name).Where(n => n.StartsWith(beginning.Trim(), StringComparison.OrdinalIgnoreCase)).Take(most)];
    }

    private static List<string> MovesOf(ContentItem item, ApprovalSettings approvals, Caller caller) =>
        [.. ContentWorkflow.MovesFrom(item.State)
            .Where(m => ContentWorkflow.Refuse(item, m.Name, caller) is null)
            .Where(m => m.Name != ContentWorkflow.Submit || approvals.Mode != ApprovalMode.None)
            .Where(m => m.Name != ContentWorkflow.Approve || ApprovalRules.RefuseOwn(item, approvals, caller) is null)
            .Where(m => m.Name is not (ContentWorkflow.Schedule or ContentWorkflow.Publish) || approvals.Mode != ApprovalMode.Required || item.ApprovedHash == item.Hash)
            .Select(m => m.Name)];

    private IQueryable<ContentItem> Filtered(BroadcasterDbContext db, ContentFilter filter)
    {
        IQueryable<ContentItem> found = db.Contents;
        if (filter.States.Count > 0)
        {
            var states = filter.States.Distinct().ToList();
            found = found.Where(c => states.Contains(c.State));
        }

        if (!string.IsNullOrWhiteSpace(filter.Tag))
        {
            found = found.Tagged(filter.Tag.Trim(), database.Provider);
        }

        if (filter.ChannelId is { } channel)
        {
            found = found.Where(c => c.Targets.Any(t => t.ChannelId == channel) || db.PublishJobs.Any(j => j.ContentId == c.Id && j.ChannelId == channel && j.Status != JobStatus.Cancelled));
        }

        if (filter.AuthorId is { } author)
        {
            found = found.Where(c => c.CreatedBy == author);
        }

        if (filter.From is { } from)
        {
            found = found.Where(c => c.CreatedAt >= from);
        }

        if (filter.To is { } to)
        {
            found = found.Where(c => c.CreatedAt < to);
        }

        return found.Matching(filter.Search, database.Provider);
    }

    // The two databases put rows without a value at different ends; here they come last, whichever way the rest goes.
    private static IOrderedQueryable<ContentItem> Sorted(IQueryable<ContentItem> found, PageRequest page) => (page.SortField, page.Descending) switch
    {
        ("createdAt", false) => found.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id),
        ("createdAt", true) => found.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id),
        ("title", false) => found.OrderBy(TitleWithoutCase).ThenBy(c => c.Id),
        ("title", true) => found.OrderByDescending(TitleWithoutCase).ThenByDescending(c => c.Id),
        ("state", false) => found.OrderBy(c => c.State).ThenByDescending(c => c.UpdatedAt).ThenBy(c => c.Id),
        ("state", true) => found.OrderByDescending(c => c.State).ThenByDescending(c => c.UpdatedAt).ThenBy(c => c.Id),
        ("scheduledAt", false) => found.OrderBy(c => c.ScheduledAt == null).ThenBy(c => c.ScheduledAt).ThenBy(c => c.Id),
        ("scheduledAt", true) => found.OrderBy(c => c.ScheduledAt == null).ThenByDescending(c => c.ScheduledAt).ThenBy(c => c.Id),
        ("publishedAt", false) => found.OrderBy(c => c.PublishedAt == null).ThenBy(c => c.PublishedAt).ThenBy(c => c.Id),
        ("publishedAt", true) => found.OrderBy(c => c.PublishedAt == null).ThenByDescending(c => c.PublishedAt).ThenBy(c => c.Id),
        ("submittedAt", false) => found.OrderBy(c => c.SubmittedAt == null).ThenBy(c => c.SubmittedAt).ThenBy(c => c.Id),
        ("submittedAt", true) => found.OrderBy(c => c.SubmittedAt == null).ThenByDescending(c => c.SubmittedAt).ThenBy(c => c.Id),
        ("updatedAt", false) => found.OrderBy(c => c.UpdatedAt).ThenBy(c => c.Id),
        _ => found.OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id),
    };
}
