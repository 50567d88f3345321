using System.Globalization;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Publishing.Scheduling;

namespace Broadcaster.Web.Components.Pages.Plans;

/// <summary>What stands in the form of a plan, as text where people type text.</summary>
public sealed class PlanForm
{
    public string Topic { get; set; } = "";

    public string Brief { get; set; } = "";

    public string Audience { get; set; } = "";

    public string Tone { get; set; } = "";

    public string Language { get; set; } = "";

    /// <summary>Separated by commas.</summary>
    public string Keywords { get; set; } = "";

    /// <summary>One on each line.</summary>
    public string Urls { get; set; } = "";

    public HashSet<Guid> Channels { get; private init; } = [];

    public bool SkipResearch { get; set; }

    public string Target { get; set; } = "";

    public string Rounds { get; set; } = "";

    public string MaxCost { get; set; } = "";

    public string Model { get; set; } = "";

    /// <summary>When it starts by itself, on the workspace's clock, as the browser's field says it; empty: at once where it is new, else when somebody starts it.</summary>
    public string StartAt { get; set; } = "";

    /// <summary>Texts in place of the workspace's prompts, by name.</summary>
    public Dictionary<string, string> Prompts { get; private init; } = new(StringComparer.Ordinal);

    /// <param name="zone">The workspace's.</param>
    public static PlanForm Of(ContentPlan plan, TimeZoneInfo zone) => new()
    {
        Topic = plan.Topic,
        Brief = plan.Brief ?? "",
        Audience = plan.Audience ?? "",
        Tone = plan.Tone ?? "",
        Language = plan.Language ?? "",
        Keywords = string.Join(", ", plan.Keywords),
        Urls = string.Join('\n', plan.CompetitorUrls),
        Channels = [.. plan.ChannelIds],
        SkipResearch = plan.SkipResearch,
        Target = plan.TargetSeoScore?.ToString(CultureInfo.InvariantCulture) ?? "",
        Rounds = plan.MaxRefinements?.ToString(CultureInfo.InvariantCulture) ?? "",
        MaxCost = plan.MaxCostUsd?.ToString(CultureInfo.InvariantCulture) ?? "",
        Model = plan.Model ?? "",
        StartAt = plan.ProcessAt is { } at ? TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : "",
        Prompts = new(plan.Prompts, StringComparer.Ordinal),
    };

    /// <summary>What the use cases take; a number that is none is refused here, under its field.</summary>
    /// <param name="from">The plan that is edited: what the form does not show stays.</param>
    /// <param name="zone">The workspace's: what <see cref="StartAt"/> is said in.</param>
    public Result<PlanInput> Read(ContentPlan? from, bool start, string zone, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var startAt = (start || from is not null) && StartAt.Length > 0 ? Instant(errors, StartAt, zone, now) : null;
        var input = new PlanInput
        {
            Topic = Topic,
            Brief = Brief,
            Audience = Audience,
            Tone = Tone,
            Language = Language,
            Keywords = Keywords.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            CompetitorUrls = Urls.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            ChannelIds = [.. Channels],
            SkipResearch = SkipResearch,
            TargetSeoScore = Whole(errors, "targetSeoScore", Target),
            MaxRefinements = Whole(errors, "maxRefinements", Rounds),
            MaxCostUsd = Money(errors, "maxCostUsd", MaxCost),
            Model = Model,
            AutoProcess = start && startAt is null,
            Prompts = Prompts.ToDictionary(p => p.Key, p => (string?)p.Value),
            Theme = from?.Theme,
            Format = from?.Format,
            SlotAt = from?.SlotAt,
            ProcessAt = startAt,
        };
        return errors.Count > 0 ? new InvalidInput(errors) : input;
    }

    // By the rule that schedules have: past, skipped and doubled local times are refused with what to do.
    private static DateTimeOffset? Instant(Dictionary<string, string[]> errors, string local, string zone, DateTimeOffset now)
    {
        var resolved = ScheduleTime.Resolve(new ScheduleRequest { LocalTime = local, TimeZone = zone }, zone, now);
        if (resolved.Ok)
        {
            return resolved.Value.RunAt;
        }

        errors["processAt"] = [resolved.Error.Message];
        return null;
    }

    private static int? Whole(Dictionary<string, string[]> errors, string field, string typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (int.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        errors[field] = ["Use a whole number, or leave it empty."];
        return null;
    }

    private static decimal? Money(Dictionary<string, string[]> errors, string field, string typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (decimal.TryParse(typed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            return amount;
        }

        errors[field] = ["Use an amount such as 0.50, or leave it empty."];
        return null;
    }
}
