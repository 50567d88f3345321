using System.Globalization;
using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Prompts;

namespace Broadcaster.Core.Planning.Batches;

/// <summary>Lays ideas, themes, channels and formats over the slots. Pure: the same request gives the same proposal.</summary>
public static class BatchPlanner
{
    public static readonly IReadOnlyList<string> DefaultFormats = ["article", "how-to", "list", "questions and answers"];

    /// <summary>What a theme's template can speak of.</summary>
    public static readonly IReadOnlyList<PromptVariable> TemplateVariables =
    [
        new("topic", PromptVariableType.Text, "The idea", "City bees"),
        new("theme", PromptVariableType.Text, "The theme's name", "On the roof"),
        new("date", PromptVariableType.Text, "The day of the slot", "2026-11-23"),
        new("week", PromptVariableType.Number, "The week of the year", "48"),
        new("number", PromptVariableType.Number, "Which piece of the theme in this batch it is", "1"),
    ];

    public static (IReadOnlyList<BatchSlot> Slots, IReadOnlyList<string> Notes) Propose(
        BatchRequest request, IReadOnlyList<BatchIdea> ideas, IReadOnlyList<(Guid Id, string Name)> channels, TimeZoneInfo zone, DateTimeOffset? notBefore = null)
    {
        var slots = BatchSlots.Of(request, zone, notBefore);
        var notes = new List<string>();
        var cut = 0;

        // An idea takes a theme of the request, if its section is called so; otherwise its section is its theme.
        var chosen = Variety.Spread(ideas, i => i.Theme).Take(slots.Count).ToList();
        if (ideas.Count > slots.Count)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{ideas.Count - slots.Count} ideas are left over: there are {slots.Count} slots."));
        }

        var count = request.Themes.Count > 0 ? slots.Count : chosen.Count;
        if (count < slots.Count)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{slots.Count - count} slots stay empty: the source has {ideas.Count} ideas, and there are no themes to fill them with."));
        }

        var themes = Variety.Assign([.. Enumerable.Range(0, count).Select(i => i < chosen.Count ? chosen[i].Theme : null)], [.. request.Themes.Select(t => t.Name)]);
        var formats = Variety.Assign([.. themes.Select(t => ThemeOf(request, t)?.Format)], request.Formats.Count > 0 ? request.Formats : DefaultFormats);
        var channelIds = Variety.Assign([.. Enumerable.Repeat<string?>(null, count)], [.. channels.Select(c => c.Id.ToString())]);
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var proposed = new List<BatchSlot>();
        for (var i = 0; i < count; i++)
        {
            var theme = ThemeOf(request, themes[i]);
            var number = numbers[themes[i] ?? ""] = numbers.GetValueOrDefault(themes[i] ?? "") + 1;
            var idea = i < chosen.Count ? chosen[i] : null;
            var channel = channels.FirstOrDefault(c => c.Id.ToString() == channelIds[i]);
            proposed.Add(new BatchSlot(
                slots[i].At, slots[i].Local, channelIds[i] is null ? null : channel.Id, channel.Name, themes[i], formats[i],
                Fit(TopicOf(idea, theme, slots[i].Local, number), PlanLimits.TopicCharacters), BriefOf(idea, theme, formats[i]) is { } brief ? Fit(brief, PlanLimits.BriefCharacters) : null, null));
        }

        if (cut > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{cut} topics or briefs were longer than a plan takes ({PlanLimits.TopicCharacters} and {PlanLimits.BriefCharacters} characters) and are cut."));
        }

        return (proposed, notes);

        string Fit(string text, int most)
        {
            if (text.Length <= most)
            {
                return text;
            }

            cut++;
            return $"{StorableText.Cut(text, most - 1)}…";
        }
    }

    private static BatchTheme? ThemeOf(BatchRequest request, string? name) => request.Themes.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase));

    private static string TopicOf(BatchIdea? idea, BatchTheme? theme, DateTime local, int number)
    {
        var topic = idea?.Topic ?? theme?.Name ?? "";
        if (theme?.Template is not { } template)
        {
            return idea is null && theme is not null ? string.Create(CultureInfo.InvariantCulture, $"{topic}, part {number}") : topic;
        }

        return PromptTemplate.Parse(template, TemplateVariables).Value.Render(new Dictionary<string, object?>
        {
            ["topic"] = topic, ["theme"] = theme.Name, ["date"] = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["week"] = ISOWeek.GetWeekOfYear(local), ["number"] = number,
        });
    }

    private static string? BriefOf(BatchIdea? idea, BatchTheme? theme, string? format)
    {
        var lines = new List<string>();
        if (idea?.Brief is { } brief)
        {
            lines.Add(brief);
        }

        if (format is not null)
        {
            lines.Add($"Format: {format}.");
        }

        if (theme?.Hashtag is { Length: > 0 } hashtag)
        {
            lines.Add($"The series has the hashtag #{hashtag.TrimStart('#')}: give it as a tag.");
        }

        return lines.Count == 0 ? null : string.Join('\n', lines);
    }
}
