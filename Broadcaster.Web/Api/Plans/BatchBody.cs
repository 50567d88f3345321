using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcaster.Core.Planning.Batches;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Plans;

/// <summary>A day, week or month of plans.</summary>
public sealed record BatchBody
{
    [Description("day, week (default) or month.")]
    public string? Period { get; init; }

    [Description("The first day in the workspace's zone: 2026-11-23. Left out: today.")]
    public string? Start { get; init; }

    [Description("They take turns.")]
    public IReadOnlyList<Guid>? ChannelIds { get; init; }

    [Description("Names, or objects { name, hashtag?, template?, format? }: a template such as \"This week: {{topic}}\" knows topic, theme, date, week and number.")]
    public IReadOnlyList<JsonNode?>? Themes { get; init; }

    [Description("{ kind: markdown, text } or { kind: url, url }, or the address or the Markdown itself: list items and sections are ideas.")]
    public JsonNode? Source { get; init; }

    [Description("Pieces a day, 1 (default) to 10.")]
    public int? PerDay { get; init; }

    [Description("The times of a day: [\"09:00\", \"15:30\"]. Left out: spread from 9 to 17 o'clock.")]
    public IReadOnlyList<string>? Times { get; init; }

    public bool? SkipWeekends { get; init; }

    [Description("They take turns. Left out: article, how-to, list, questions and answers.")]
    public IReadOnlyList<string>? Formats { get; init; }

    public string? Language { get; init; }

    public bool? SkipResearch { get; init; }

    [Description("Start working on them at once.")]
    public bool? AutoProcess { get; init; }

    [Description("Only propose; nothing is made.")]
    public bool? DryRun { get; init; }

    public BatchRequest Read() => new()
    {
        Period = QueryValues.Enum<BatchPeriod>("period", Period) ?? BatchPeriod.Week,
        Start = StartOf(),
        ChannelIds = ChannelIds ?? [],
        Themes = [.. (Themes ?? []).Select(ThemeOf)],
        Source = SourceOf(),
        PerDay = PerDay ?? Math.Max(1, Times?.Count ?? 1),
        Times = [.. (Times ?? []).Select(TimeOf)],
        SkipWeekends = SkipWeekends == true,
        Formats = [.. (Formats ?? []).Where(f => !string.IsNullOrWhiteSpace(f)).Select(f => f.Trim())],
        Language = Language,
        SkipResearch = SkipResearch == true,
        AutoProcess = AutoProcess == true,
        DryRun = DryRun == true,
    };

    private DateOnly? StartOf()
    {
        if (string.IsNullOrWhiteSpace(Start))
        {
            return null;
        }

        // A date, or a time whose date is meant.
        var text = Start.Trim();
        return DateOnly.TryParseExact(text.Length > 10 && text[10] == 'T' ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw BadRequest.Of("start", $"'{Start}' is no date. Write it as 2026-11-23.");
    }

    private static TimeOnly TimeOf(string? text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw BadRequest.Of("times", $"'{text}' is no time of day. Write it as 09:30.");

    private static BatchTheme ThemeOf(JsonNode? theme)
    {
        if (theme is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            return new BatchTheme(value.GetValue<string>().Trim());
        }

        try
        {
            return theme is JsonObject fields && fields.Deserialize<BatchTheme>(ApiJson.Options) is { Name: not null } named
                ? named
                : throw BadRequest.Of("themes", "A theme is a name, or an object with a name.");
        }
        catch (JsonException)
        {
            throw BadRequest.Of("themes", "A theme has name, hashtag, template and format, each a text.");
        }
    }

    private BatchSource? SourceOf()
    {
        if (Source is null)
        {
            return null;
        }

        if (Source is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            var text = value.GetValue<string>().Trim();
            return text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                ? new BatchSource("url", Url: text)
                : new BatchSource("markdown", text);
        }

        try
        {
            return Source is JsonObject fields && fields.Deserialize<BatchSource>(ApiJson.Options) is { Kind: not null } source
                ? source
                : throw BadRequest.Of("source", "A source is an address, Markdown text, or an object with a kind.");
        }
        catch (JsonException)
        {
            throw BadRequest.Of("source", "A source has kind, text and url, each a text.");
        }
    }
}

/// <summary>The plans of a batch: proposed, or made.</summary>
/// <param name="BatchId">Null for a dry run.</param>
/// <param name="Notes">What was left out and why.</param>
public sealed record BatchResource(Guid? BatchId, bool DryRun, string TimeZone, IReadOnlyList<BatchPlanResource> Plans, IReadOnlyList<string> Notes)
{
    public static BatchResource Of(BatchResult batch) => new(
        batch.BatchId,
        batch.BatchId is null,
        batch.TimeZone,
        [.. batch.Plans.Select(p => new BatchPlanResource(
            p.PlanId, p.SlotAt, p.LocalTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), p.ChannelId, p.ChannelName, p.Theme, p.Format, p.Topic, p.Brief))],
        batch.Notes);
}

/// <param name="Id">Null for a dry run.</param>
/// <param name="LocalTime">In the workspace's zone.</param>
public sealed record BatchPlanResource(
    Guid? Id, DateTimeOffset SlotAt, string LocalTime, Guid? ChannelId, string? ChannelName, string? Theme, string? Format, string Topic, string? Brief);
