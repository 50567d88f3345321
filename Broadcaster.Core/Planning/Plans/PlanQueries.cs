using System.Text.Json;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans.Engine;
using Broadcaster.Core.Planning.Research;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>Reads plans and what was made for them.</summary>
public sealed class PlanQueries(Database database)
{
    /// <summary>What a list can be sorted by; the first is what it is sorted by where nothing is asked.</summary>
    public static readonly IReadOnlyList<string> Sortable = ["-updatedAt", "createdAt", "status", "slotAt", "seoScore"];

    public async Task<Page<ContentPlan>> ListAsync(Caller caller, PlanFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var found = Filtered(db, filter);
        var total = await found.CountAsync(ct);
        return new Page<ContentPlan>(await Sorted(found, page).Skip(page.Skip).Take(page.Take).ToListAsync(ct), page.Number, page.Take, total);
    }

    /// <summary>How many plans are in each status, whatever statuses the filter names: for the columns of a board.</summary>
    public async Task<IReadOnlyDictionary<PlanStatus, int>> CountByStatusAsync(Caller caller, PlanFilter filter, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var counts = await Filtered(db, filter with { Statuses = [] }).GroupBy(p => p.Status).Select(g => new { Status = g.Key, Count = g.Count() }).ToListAsync(ct);
        return Enum.GetValues<PlanStatus>().ToDictionary(s => s, s => counts.Find(c => c.Status == s)?.Count ?? 0);
    }

    /// <summary>Null when it is not there.</summary>
    public async Task<PlanView?> GetAsync(Caller caller, Guid planId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        if (await db.Plans.FirstOrDefaultAsync(p => p.Id == planId, ct) is not { } plan)
        {
            return null;
        }

        // Answers are kept for resuming, not for reading.
        var steps = await db.PlanSteps.Where(s => s.PlanId == planId && s.Generation == plan.Generation && s.Accepted && s.Key != ResearchStage.Key && !s.Key.StartsWith("ask:"))
            .OrderBy(s => s.At).ThenBy(s => s.Id).ToListAsync(ct);
        var ids = plan.ChannelIds;
        var there = await db.Channels.Where(c => ids.Contains(c.Id) && c.DeletedAt == null).Select(c => c.Id).ToListAsync(ct);
        var refinements = Read<PlanRefinement>(steps, "refine:");
        var draft = refinements.LastOrDefault(r => r.Kept)?.After ?? Read<PlanDraft>(steps, GenerateStage.Key).LastOrDefault();
        var names = await MemberNames.ReadAsync(db, [plan.CreatedBy], ct);
        var pieceMissing = plan is { Status: PlanStatus.Approved, ContentId: { } contentId } && !await db.Contents.AnyAsync(c => c.Id == contentId, ct);
        return new PlanView(plan, draft, Read<PlanVariant>(steps, "variant:"), refinements.Count, names.Of(plan.CreatedBy), [.. plan.ChannelIds.Where(there.Contains)], PlanWorkflow.MovesFrom(plan), pieceMissing);
    }

    /// <summary>Those of the plans that are there, without what was made: for live messages.</summary>
    public async Task<IReadOnlyList<ContentPlan>> GetManyAsync(Caller caller, IReadOnlyCollection<Guid> planIds, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return await db.Plans.Where(p => planIds.Contains(p.Id)).ToListAsync(ct);
    }

    /// <summary>Refused where there is no plan; a null report where there is none yet, or it was skipped.</summary>
    public async Task<Result<PlanResearch>> GetResearchAsync(Caller caller, Guid planId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var text = await (from plan in db.Plans
                          where plan.Id == planId
                          select new { Report = db.PlanSteps.Where(s => s.PlanId == planId && s.Generation == plan.Generation && s.Key == ResearchStage.Key).Select(s => s.Payload).FirstOrDefault() }).FirstOrDefaultAsync(ct);
        return text is null ? new NotFound("plan") : new PlanResearch(text.Report is null ? null : ResearchReport.FromJson(text.Report));
    }

    public async Task<Result<List<PlanRefinement>>> GetRefinementsAsync(Caller caller, Guid planId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var generation = await db.Plans.Where(p => p.Id == planId).Select(p => (int?)p.Generation).FirstOrDefaultAsync(ct);
        if (generation is null)
        {
            return new NotFound("plan");
        }

        var steps = await db.PlanSteps.Where(s => s.PlanId == planId && s.Generation == generation && s.Accepted && s.Key.StartsWith("refine:")).OrderBy(s => s.At).ThenBy(s => s.Id).ToListAsync(ct);
        return Read<PlanRefinement>(steps, "refine:");
    }

    /// <summary>The log of all its runs, oldest first, with the runs themselves; null when there is no such plan.</summary>
    public async Task<PlanHistory?> GetHistoryAsync(Caller caller, Guid planId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        if (!await db.Plans.AnyAsync(p => p.Id == planId, ct))
        {
            return null;
        }

        var lines = await db.PlanLogLines.Where(l => l.PlanId == planId).OrderByDescending(l => l.At).ThenByDescending(l => l.Id).Take(1_000).ToListAsync(ct);
        lines.Reverse();
        return new PlanHistory(lines, await db.PlanRuns.Where(r => r.PlanId == planId).OrderBy(r => r.Number).ToListAsync(ct));
    }

    /// <summary>What differs between two versions of a draft.</summary>
    public static ContentDiff Difference(PlanDraft before, PlanDraft after) => ContentDiff.Between(SnapshotOf(before), SnapshotOf(after));

    private static ContentSnapshot SnapshotOf(PlanDraft draft) =>
        new(draft.Title, draft.Body, draft.MetaDescription, draft.Slug, draft.Tags, null, draft.Language, ContentMetadata.None, null, [], []);

    private static List<T> Read<T>(List<PlanStep> steps, string key) =>
        [.. steps.Where(s => key.EndsWith(':') ? s.Key.StartsWith(key, StringComparison.Ordinal) : s.Key == key).Select(s => JsonSerializer.Deserialize<T>(s.Payload, PlanJson.Options)!)];

    private IQueryable<ContentPlan> Filtered(BroadcasterDbContext db, PlanFilter filter)
    {
        IQueryable<ContentPlan> found = db.Plans;
        if (filter.Statuses.Count > 0)
        {
            var statuses = filter.Statuses.Distinct().ToList();
            found = found.Where(p => statuses.Contains(p.Status));
        }

        if (filter.AuthorId is { } author)
        {
            found = found.Where(p => p.CreatedBy == author);
        }

        if (filter.BatchId is { } batch)
        {
            found = found.Where(p => p.BatchId == batch);
        }

        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var part = LikePattern.Of(filter.Search.Trim());
            found = database.Provider == DatabaseProvider.Postgres
                ? found.Where(p => EF.Functions.ILike(p.Topic, part, LikePattern.Escape) || EF.Functions.ILike(p.DraftTitle!, part, LikePattern.Escape))
                : found.Where(p => EF.Functions.Like(p.Topic, part, LikePattern.Escape) || EF.Functions.Like(p.DraftTitle!, part, LikePattern.Escape));
        }

        if (filter.From is { } from)
        {
            found = found.Where(p => p.CreatedAt >= from);
        }

        if (filter.To is { } to)
        {
            found = found.Where(p => p.CreatedAt < to);
        }

        return found;
    }

    private static IOrderedQueryable<ContentPlan> Sorted(IQueryable<ContentPlan> found, PageRequest page) => (page.SortField, page.Descending) switch
    {
        ("createdAt", false) => found.OrderBy(p => p.CreatedAt).ThenBy(p => p.Id),
        ("createdAt", true) => found.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id),
        ("status", false) => found.OrderBy(p => p.Status).ThenByDescending(p => p.UpdatedAt).ThenBy(p => p.Id),
        ("status", true) => found.OrderByDescending(p => p.Status).ThenByDescending(p => p.UpdatedAt).ThenBy(p => p.Id),
        ("slotAt", false) => found.OrderBy(p => p.SlotAt == null).ThenBy(p => p.SlotAt).ThenBy(p => p.Id),
        ("slotAt", true) => found.OrderBy(p => p.SlotAt == null).ThenByDescending(p => p.SlotAt).ThenBy(p => p.Id),
        ("seoScore", false) => found.OrderBy(p => p.SeoScore == null).ThenBy(p => p.SeoScore).ThenBy(p => p.Id),
        ("seoScore", true) => found.OrderBy(p => p.SeoScore == null).ThenByDescending(p => p.SeoScore).ThenBy(p => p.Id),
        ("updatedAt", false) => found.OrderBy(p => p.UpdatedAt).ThenBy(p => p.Id),
        _ => found.OrderByDescending(p => p.UpdatedAt).ThenByDescending(p => p.Id),
    };
}

/// <summary>Which plans.</summary>
public sealed record PlanFilter
{
    public IReadOnlyList<PlanStatus> Statuses { get; init; } = [];

    /// <summary>Part of the topic or the draft's title.</summary>
    public string? Search { get; init; }

    public Guid? AuthorId { get; init; }

    public Guid? BatchId { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }
}

/// <summary>A plan with what was made for it.</summary>
/// <param name="Draft">The best so far; null before there is one.</param>
/// <param name="ChannelIdsThere">The chosen channels that still exist.</param>
/// <param name="Moves">What can be done with it from here.</param>
/// <param name="PieceMissing">Approved, and its piece is not there: never made, or deleted. Approving makes it.</param>
public sealed record PlanView(
    ContentPlan Plan, PlanDraft? Draft, IReadOnlyList<PlanVariant> Variants, int Refinements, string? AuthorName, IReadOnlyList<Guid> ChannelIdsThere, IReadOnlyList<string> Moves, bool PieceMissing = false);

/// <param name="Report">Null: none yet, or skipped.</param>
public sealed record PlanResearch(ResearchReport? Report);

/// <summary>What happened to a plan.</summary>
public sealed record PlanHistory(IReadOnlyList<PlanLogLine> Lines, IReadOnlyList<PlanRun> Runs);
