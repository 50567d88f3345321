namespace Broadcaster.Core.Planning.Plans;

/// <summary>The piece that a plan has become so far.</summary>
public sealed record PlanDraft
{
    /// <summary>To choose from; the first is the title unless a refinement found a better one.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    public required string Title { get; init; }

    public string MetaDescription { get; init; } = "";

    public string Slug { get; init; } = "";

    public IReadOnlyList<PlanSection> Outline { get; init; } = [];

    /// <summary>Markdown.</summary>
    public required string Body { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<ImageSuggestion> Images { get; init; } = [];

    /// <summary>The sources that the text links to.</summary>
    public IReadOnlyList<Citation> Citations { get; init; } = [];

    public string Language { get; init; } = "en";

    public int Score { get; init; }

    /// <summary>Written by a model; otherwise an outline from the research, to be written by hand.</summary>
    public bool Written { get; init; } = true;
}

/// <summary>One section of an outline.</summary>
public sealed record PlanSection(string Heading, IReadOnlyList<string> Points);

/// <summary>A picture that would help.</summary>
/// <param name="Shows">What it shows.</param>
public sealed record ImageSuggestion(string Shows, string AltText);

/// <summary>A source that the text links to.</summary>
public sealed record Citation(string Url, string? Title);

/// <summary>One round of improvement.</summary>
/// <param name="Kept">It was better than what was there.</param>
/// <param name="Changes">What the model says it changed.</param>
public sealed record PlanRefinement(
    int Round, PlanDraft Before, PlanDraft After, int ScoreBefore, int ScoreAfter, bool Kept, string Changes, long TokensIn, long TokensOut, decimal CostUsd, DateTimeOffset At);

/// <summary>The piece as one channel gets it.</summary>
/// <param name="Title">Null: the piece's own; so for body and tags.</param>
/// <param name="Notes">What was done to make it fit.</param>
/// <param name="Problems">What the channel will not take all the same.</param>
public sealed record PlanVariant(
    Guid ChannelId, string ChannelName, string? Title, string? Body, IReadOnlyList<string>? Tags, int Length, int? Limit, IReadOnlyList<string> Notes, IReadOnlyList<string> Problems);
