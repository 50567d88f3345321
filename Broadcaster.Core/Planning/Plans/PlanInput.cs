namespace Broadcaster.Core.Planning.Plans;

/// <summary>A plan as somebody typed it or a client sent it: not checked yet.</summary>
public sealed record PlanInput
{
    public string? Topic { get; init; }

    public string? Brief { get; init; }

    public string? Audience { get; init; }

    public string? Tone { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string>? Keywords { get; init; }

    public IReadOnlyList<string>? CompetitorUrls { get; init; }

    public IReadOnlyList<Guid>? ChannelIds { get; init; }

    public bool? SkipResearch { get; init; }

    public int? TargetSeoScore { get; init; }

    public int? MaxRefinements { get; init; }

    public IReadOnlyDictionary<string, string?>? Prompts { get; init; }

    public string? Model { get; init; }

    public decimal? MaxCostUsd { get; init; }

    public string? Theme { get; init; }

    public string? Format { get; init; }

    public DateTimeOffset? SlotAt { get; init; }

    /// <summary>Starts as soon as it exists.</summary>
    public bool AutoProcess { get; init; }

    /// <summary>Starts at this time.</summary>
    public DateTimeOffset? ProcessAt { get; init; }
}
