using Broadcaster.Core.Common;
using Broadcaster.Core.Data;
using Broadcaster.Core.Prompts;
using Broadcaster.Core.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Plans.Batches;

/// <summary>Proposes a day, week or month of plans, and makes them where it is not a dry run: all of them or none.</summary>
public sealed class PlanBatch(Database database, CreatePlan createPlan, IEnumerable<IBatchSourceReader> readers, TimeProvider clock)
{
    public const int MostPerDay = 10;

    public async Task<Result<BatchResult>> ExecuteAsync(Caller caller, BatchRequest request, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.WriteContent) is { } refused)
        {
            return refused;
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
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
        var (slots, notes) = BatchPlanner.Propose(request with { Start = request.Start ?? today }, ideas.Value.Ideas, wanted.ConvertAll(id => (id, known.First(c => c.Id == id).Name)), zone);
        if (slots.Count == 0)
        {
            return InvalidInput.Of("source", "The source has no ideas: write them as list items, or as sections.");
        }

        if (request.DryRun)
        {
            return new BatchResult(null, workspace.TimeZone, slots, notes);
        }

        var batchId = clock.NewId();
        var made = await createPlan.ExecuteAsync(caller, [.. slots.Select(s => InputOf(request, s))], batchId, ct);
        return made.Ok
            ? new BatchResult(batchId, workspace.TimeZone, [.. slots.Select((s, i) => s with { PlanId = made.Value[i].Id })], notes)
            : made.Error;
    }

    private static PlanInput InputOf(BatchRequest request, BatchSlot slot) => new()
    {
        Topic = slot.Topic.Length <= PlanLimits.TopicCharacters ? slot.Topic : slot.Topic[..PlanLimits.TopicCharacters],
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

        if (request.Themes.Any(t => string.IsNullOrWhiteSpace(t.Name) || t.Name.Length > 200))
        {
            errors["themes"] = ["Every theme has a name of at most 200 characters."];
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
