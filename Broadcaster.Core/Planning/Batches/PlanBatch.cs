using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Prompts;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Batches;

/// <summary>Proposes a day, week or month of plans, and makes them where it is not a dry run: all of them or none.</summary>
public sealed class PlanBatch(Database database, CreatePlan createPlan, IEnumerable<IBatchSourceReader> readers, TimeProvider clock)
{
    public const int MostPerDay = 10;
    private const int LongestTheme = 200;
    private const int LongestHashtag = 100;

    public async Task<Result<BatchResult>> ExecuteAsync(Caller caller, BatchRequest request, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.WriteContent) is { } refused)
        {
            return refused;
        }

        if (caller.Request is { GoesOn: true } again)
        {
            return await FindAsync(caller, [.. again.Earlier.Where(w => w.Kind == "plan").OrderBy(w => w.Row).Select(w => w.Id)], ct);
        }

        var errors = Check(request);
        await using var db = database.Read(caller);
        var workspace = await db.Workspaces.FirstAsync(w => w.Id == caller.WorkspaceId, ct);
        var wanted = request.ChannelIds.Distinct().ToList();
        var known = await db.Channels.Where(c => wanted.Contains(c.Id) && c.DeletedAt == null).Select(c => new { c.Id, c.Name }).ToListAsync(ct);
        if (wanted.Except(known.Select(c => c.Id)).ToList() is { Count: > 0 } missing)
        {
            errors["channelIds"] = [$"There is no channel {missing[0]} in this workspace."];
        }

        if (errors.Count > 0)
        {
            return new InvalidInput(errors);
        }

        var ideas = await ReadAsync(request.Source, ct);
        if (!ideas.Ok)
        {
            return ideas.Error;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone);
        var now = clock.GetUtcNow();
        var from = request with { Start = request.Start ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime) };
        DateTimeOffset? notBefore = request.Start is null ? now : null;
        if (BatchSlots.Of(from, zone, notBefore).Count == 0)
        {
            return InvalidInput.Of("start", request.SkipWeekends ? "No day is left: weekends are left out. Choose another day, or a longer time." : "No time of that day is left. Choose a later day.");
        }

        var section = ideas.Value.Ideas.Select(i => i with { Theme = StorableText.Cut(i.Theme, LongestTheme) }).ToList();
        var (slots, notes) = BatchPlanner.Propose(from, section, wanted.ConvertAll(id => (id, known.First(c => c.Id == id).Name)), zone, notBefore);
        if (slots.Count == 0)
        {
            return InvalidInput.Of("source", "The source has no ideas: write them as list items, or as sections.");
        }

        if (slots.Any(s => string.IsNullOrWhiteSpace(s.Topic)))
        {
            return InvalidInput.Of("themes", "A template gives an empty topic: put {{topic}} or words into it.");
        }

        var proposal = new BatchResult(null, workspace.TimeZone, slots, notes);
        return request.DryRun ? proposal : await MakeAsync(caller, request, proposal, ct);
    }

    /// <summary>Makes what was proposed, and nothing else: neither is the source read again nor the clock looked at.</summary>
    /// <param name="request">What the proposal was made from.</param>
    public async Task<Result<BatchResult>> MakeAsync(Caller caller, BatchRequest request, BatchResult proposal, CancellationToken ct)
    {
        var batchId = clock.NewId();
        var made = await createPlan.ExecuteAsync(caller, [.. proposal.Plans.Select(s => InputOf(request, s))], batchId, ct);
        return made.Ok
            ? proposal with { BatchId = batchId, Plans = [.. proposal.Plans.Select((s, i) => s with { PlanId = made.Value[i].Id })] }
            : made.Error;
    }

    // What a run of this very request made before the program stopped; what is deleted since is not among it.
    private async Task<BatchResult> FindAsync(Caller caller, List<Guid> planIds, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var timeZone = await db.Workspaces.Where(w => w.Id == caller.WorkspaceId).Select(w => w.TimeZone).FirstAsync(ct);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var plans = await db.Plans.Where(p => planIds.Contains(p.Id)).ToListAsync(ct);
        var names = await db.Channels.Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        var slots = plans.OrderBy(p => planIds.IndexOf(p.Id)).Select(p =>
        {
            var (at, channel) = (p.SlotAt ?? p.CreatedAt, p.ChannelIds.Count > 0 ? p.ChannelIds[0] : (Guid?)null);
            var name = channel is { } id ? names.GetValueOrDefault(id) : null;
            return new BatchSlot(at, TimeZoneInfo.ConvertTime(at, zone).DateTime, channel, name, p.Theme, p.Format, p.Topic, p.Brief, p.Id);
        });
        return new BatchResult(plans.Count > 0 ? plans[0].BatchId : null, timeZone, [.. slots], []);
    }

    private static PlanInput InputOf(BatchRequest request, BatchSlot slot) => new()
    {
        Topic = slot.Topic,
        Brief = slot.Brief,
        Language = request.Language,
        ChannelIds = slot.ChannelId is { } channel ? [channel] : [],
        SkipResearch = request.SkipResearch,
        Theme = slot.Theme,
        Format = slot.Format,
        SlotAt = slot.SlotAt,
        AutoProcess = request.AutoProcess,
    };

    private static Dictionary<string, string[]> Check(BatchRequest request)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (request.PerDay is < 1 or > MostPerDay || request.Times.Count > MostPerDay)
        {
            errors["perDay"] = [$"A day has 1 to {MostPerDay} pieces."];
        }

        if (request.Themes.Count == 0 && request.Source is null)
        {
            errors["themes"] = ["Give themes, or a source of ideas, or both."];
        }

        if (request.Start is { Year: < 2000 or > 2100 })
        {
            errors["start"] = ["Choose a day from 2000 to 2100."];
        }

        if (request.Themes.Any(t => string.IsNullOrWhiteSpace(t.Name) || t.Name.Length > LongestTheme))
        {
            errors["themes"] = [$"Every theme has a name of at most {LongestTheme} characters."];
        }
        else if (request.Themes.GroupBy(t => t.Name.Trim(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            errors["themes"] = [$"Two themes are called {same.Key}. Give each a name of its own."];
        }
        else if (request.Themes.Any(t => t.Hashtag?.Length > LongestHashtag || t.Format?.Length > PlanLimits.FormatCharacters))
        {
            errors["themes"] = [$"A hashtag has at most {LongestHashtag} characters, a format {PlanLimits.FormatCharacters}."];
        }
        else if (request.Themes.Any(t => !StorableText.Is($"{t.Name}{t.Hashtag}{t.Format}{t.Template}")))
        {
            errors["themes"] = ["A theme holds a character that cannot be stored (NUL, or half of a character)."];
        }

        if (request.Formats.Any(f => string.IsNullOrWhiteSpace(f) || f.Length > PlanLimits.FormatCharacters || !StorableText.Is(f)))
        {
            errors["formats"] = [$"A format has 1 to {PlanLimits.FormatCharacters} characters."];
        }

        if (request.Language is { Length: > 0 } language && LanguageDetector.Primary(language) is null)
        {
            errors["language"] = ["A language is a tag such as en, de or pt-BR."];
        }

        foreach (var theme in request.Themes.Where(t => t.Template is not null))
        {
            if (PromptTemplate.Parse(theme.Template!, BatchPlanner.TemplateVariables).Error is { } wrong)
            {
                errors["themes"] = [wrong.Message];
            }
        }

        return errors;
    }

    private async Task<Result<BatchIdeas>> ReadAsync(BatchSource? source, CancellationToken ct)
    {
        if (source is null)
        {
            return new BatchIdeas([]);
        }

        return readers.FirstOrDefault(r => r.Kind == source.Kind) is { } reader
            ? await reader.ReadAsync(source, ct)
            : InvalidInput.Of("source.kind", $"Choose one of: {string.Join(", ", readers.Select(r => r.Kind))}.");
    }
}
