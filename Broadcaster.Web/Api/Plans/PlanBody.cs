using System.ComponentModel;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Plans;

/// <summary>What a client sends to begin or change a plan.</summary>
public sealed record PlanBody
{
    [Description("Required: what the piece is to be about, at most 300 characters.")]
    public string? Topic { get; init; }

    [Description("At most 10,000 characters. Links in it may be cited.")]
    public string? Brief { get; init; }

    public string? Audience { get; init; }

    public string? Tone { get; init; }

    [Description("BCP 47. Left out: the workspace's, else the language of the topic.")]
    public string? Language { get; init; }

    [Description("At most 20; the first is the main one. Left out: those that research finds.")]
    public IReadOnlyList<string>? Keywords { get; init; }

    [Description("Pages to read, at most 20.")]
    public IReadOnlyList<string>? CompetitorUrls { get; init; }

    [Description("Each gets a version within its limits.")]
    public IReadOnlyList<Guid>? ChannelIds { get; init; }

    public bool? SkipResearch { get; init; }

    [Description("1 to 100; left out: the workspace's setting.")]
    public int? TargetSeoScore { get; init; }

    [Description("0 to 10; left out: the workspace's setting.")]
    public int? MaxRefinements { get; init; }

    [Description("Texts in place of the workspace's prompts, by name.")]
    public IReadOnlyDictionary<string, string?>? Prompts { get; init; }

    [Description("Instead of the models in the settings.")]
    public string? Model { get; init; }

    [Description("US dollars that the plan may cost in all; left out: the workspace's setting.")]
    public decimal? MaxCostUsd { get; init; }

    [Description("The series that it belongs to.")]
    public string? Theme { get; init; }

    [Description("article, list, how-to, …")]
    public string? Format { get; init; }

    [Description("When its piece is meant to go out.")]
    public DateTimeOffset? SlotAt { get; init; }

    [Description("Start at once.")]
    public bool? AutoProcess { get; init; }

    [Description("Start at this time.")]
    public DateTimeOffset? ProcessAt { get; init; }

    public PlanInput ToInput() => new()
    {
        Topic = Topic,
        Brief = Brief,
        Audience = Audience,
        Tone = Tone,
        Language = Language,
        Keywords = Keywords,
        CompetitorUrls = CompetitorUrls,
        ChannelIds = ChannelIds,
        SkipResearch = SkipResearch,
        TargetSeoScore = TargetSeoScore,
        MaxRefinements = MaxRefinements,
        Prompts = Prompts,
        Model = Model,
        MaxCostUsd = MaxCostUsd,
        Theme = Theme,
        Format = Format,
        SlotAt = SlotAt,
        AutoProcess = AutoProcess == true,
        ProcessAt = ProcessAt,
    };
}

/// <summary>The filters of the plan list.</summary>
public sealed record PlanQuery
{
    [Description("One or several, comma-separated: draft, queued, researching, generating, refining, ready, failed, cancelled, approved, archived.")]
    public string? Status { get; init; }

    [Description("Part of the topic or of the draft's title.")]
    public string? Search { get; init; }

    public Guid? AuthorId { get; init; }

    public Guid? BatchId { get; init; }

    [Description("Created at this time or later.")]
    public UtcTime? From { get; init; }

    [Description("Created before this time.")]
    public UtcTime? To { get; init; }

    public PlanFilter Read() => new()
    {
        Statuses = QueryValues.Enums<PlanStatus>("status", Status), Search = Search, AuthorId = AuthorId, BatchId = BatchId, From = From?.Value, To = To?.Value,
    };
}
