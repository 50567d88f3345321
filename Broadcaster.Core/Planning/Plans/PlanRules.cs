using System.Globalization;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Planning.Prompts;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>Reads what somebody sent for a plan: tidied, every problem named by its field.</summary>
internal static class PlanRules
{
    /// <summary>Writes the input into the plan, or says what is wrong with it.</summary>
    public static async Task<Error?> ApplyAsync(BroadcasterDbContext db, NetworkGuard guard, ContentPlan plan, PlanInput input, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        plan.Topic = Line(errors, "topic", input.Topic, PlanLimits.TopicCharacters) ?? "";
        if (plan.Topic.Length == 0)
        {
            errors["topic"] = ["Say what the piece is to be about."];
        }

        plan.Brief = Block(errors, "brief", input.Brief, PlanLimits.BriefCharacters);
        plan.Audience = Line(errors, "audience", input.Audience, PlanLimits.LineCharacters);
        plan.Tone = Line(errors, "tone", input.Tone, PlanLimits.LineCharacters);
        plan.Theme = Line(errors, "theme", input.Theme, 200);
        plan.Format = Line(errors, "format", input.Format, 60);
        plan.Model = Line(errors, "model", input.Model, 200);
        plan.Language = Line(errors, "language", input.Language, 35);
        if (plan.Language is not null && LanguageDetector.Primary(plan.Language) is null)
        {
            errors["language"] = ["A language is a tag such as en, de or pt-BR."];
        }

        plan.Keywords = List(errors, "keywords", input.Keywords, PlanLimits.Keywords, PlanLimits.KeywordCharacters);
        plan.CompetitorUrls = List(errors, "competitorUrls", input.CompetitorUrls, PlanLimits.CompetitorUrls, PlanLimits.UrlCharacters);
        foreach (var url in plan.CompetitorUrls)
        {
            if ((Uri.TryCreate(url, UriKind.Absolute, out var address) ? guard.Refuse(address) : "Write a whole address that starts with https:// or http://.") is { } refusal)
            {
                errors["competitorUrls"] = [$"{url}: {refusal}"];
            }
        }

        plan.TargetSeoScore = Number(errors, "targetSeoScore", input.TargetSeoScore, 1, 100);
        plan.MaxRefinements = Number(errors, "maxRefinements", input.MaxRefinements, 0, PlanLimits.MaxRefinements);
        plan.SkipResearch = input.SkipResearch ?? false;
        plan.SlotAt = input.SlotAt;
        plan.ProcessAt = input.ProcessAt;
        plan.MaxCostUsd = input.MaxCostUsd;
        if (input.MaxCostUsd is < 0 or > 100_000)
        {
            errors["maxCostUsd"] = ["Use an amount of US dollars from 0 to 100000."];
        }

        ReadPrompts(errors, plan, input.Prompts);
        plan.ChannelIds = [.. (input.ChannelIds ?? []).Distinct()];
        if (plan.ChannelIds.Count > PlanLimits.Channels)
        {
            errors["channelIds"] = [$"A plan takes {PlanLimits.Channels} channels."];
        }
        else if (plan.ChannelIds.Count > 0)
        {
            var ids = plan.ChannelIds;
            var known = await db.Channels.Where(c => ids.Contains(c.Id) && c.DeletedAt == null).Select(c => c.Id).ToListAsync(ct);
            if (ids.Except(known).ToList() is { Count: > 0 } missing)
            {
                errors["channelIds"] = [$"There is no channel {missing[0]} in this workspace."];
            }
        }

        return errors.Count > 0 ? new InvalidInput(errors) : null;
    }

    private static void ReadPrompts(Dictionary<string, string[]> errors, ContentPlan plan, IReadOnlyDictionary<string, string?>? prompts)
    {
        plan.Prompts = [];
        foreach (var (name, text) in prompts ?? new Dictionary<string, string?>())
        {
            var field = $"prompts.{name}";
            if (BuiltInPrompts.Find(name) is not { } prompt)
            {
                errors[field] = [$"There is no prompt \"{name}\". There are: {string.Join(", ", BuiltInPrompts.All.Select(p => p.Name))}."];
            }
            else if (!string.IsNullOrWhiteSpace(text))
            {
                if (SavePrompt.Check(prompt, text, field) is { } wrong)
                {
                    errors[field] = wrong.Fields[field];
                }

                plan.Prompts[name] = text;
            }
        }
    }

    private static string? Line(Dictionary<string, string[]> errors, string field, string? text, int longest) =>
        Block(errors, field, text is null ? null : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), longest);

    private static string? Block(Dictionary<string, string[]> errors, string field, string? text, int longest)
    {
        var tidy = text?.ReplaceLineEndings("\n").Trim();
        if (string.IsNullOrEmpty(tidy))
        {
            return null;
        }

        if (tidy.Length > longest)
        {
            errors[field] = [string.Create(CultureInfo.InvariantCulture, $"It has {tidy.Length} characters; {longest} fit.")];
        }
        else if (!StorableText.Is(tidy))
        {
            errors[field] = ["It holds a character that cannot be stored (NUL, or half of a character)."];
        }

        return tidy;
    }

    private static List<string> List(Dictionary<string, string[]> errors, string field, IReadOnlyList<string>? texts, int most, int longest)
    {
        var list = (texts ?? []).Select(t => Line(errors, field, t, longest)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (list.Count > most)
        {
            errors[field] = [string.Create(CultureInfo.InvariantCulture, $"There are {list.Count}; {most} fit.")];
        }

        return list;
    }

    private static int? Number(Dictionary<string, string[]> errors, string field, int? number, int least, int most)
    {
        if (number < least || number > most)
        {
            errors[field] = [string.Create(CultureInfo.InvariantCulture, $"Use a whole number from {least} to {most}.")];
        }

        return number;
    }
}
