namespace Broadcaster.Core.Planning.Batches;

/// <summary>A day, week or month of plans.</summary>
public sealed record BatchRequest
{
    public BatchPeriod Period { get; init; } = BatchPeriod.Week;

    /// <summary>The first day, in the workspace's zone; null: today.</summary>
    public DateOnly? Start { get; init; }

    public IReadOnlyList<Guid> ChannelIds { get; init; } = [];

    public IReadOnlyList<BatchTheme> Themes { get; init; } = [];

    public BatchSource? Source { get; init; }

    public int PerDay { get; init; } = 1;

    /// <summary>The times of a day; empty: spread over the working day.</summary>
    public IReadOnlyList<TimeOnly> Times { get; init; } = [];

    public bool SkipWeekends { get; init; }

    /// <summary>Empty: <see cref="BatchPlanner.DefaultFormats"/>.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    public string? Language { get; init; }

    public bool SkipResearch { get; init; }

    /// <summary>Start working on them at once.</summary>
    public bool AutoProcess { get; init; }

    /// <summary>Only propose.</summary>
    public bool DryRun { get; init; }
}

public enum BatchPeriod
{
    Day,
    Week,
    Month,
}

/// <summary>A theme, or a series that comes again and again.</summary>
/// <param name="Name">Of the theme: "City bees".</param>
/// <param name="Hashtag">That every piece of it has.</param>
/// <param name="Template">The topic of each piece: "This week on the roof: {{topic}}", with topic, date, week and number.</param>
/// <param name="Format">The format that every piece of it has.</param>
public sealed record BatchTheme(string Name, string? Hashtag = null, string? Template = null, string? Format = null);

/// <summary>Where the ideas come from.</summary>
/// <param name="Kind">markdown (the text itself) or url.</param>
public sealed record BatchSource(string Kind, string? Text = null, string? Url = null);

/// <summary>One idea out of a source.</summary>
/// <param name="Theme">Of the section that it stands in; null: any.</param>
public sealed record BatchIdea(string Topic, string? Brief, string? Theme = null);

/// <summary>The plans that a batch is to have, or has.</summary>
/// <param name="BatchId">Null for a dry run.</param>
/// <param name="Notes">What was left out and why.</param>
public sealed record BatchResult(Guid? BatchId, string TimeZone, IReadOnlyList<BatchSlot> Plans, IReadOnlyList<string> Notes);

/// <summary>One of them.</summary>
/// <param name="LocalTime">In the workspace's zone.</param>
/// <param name="PlanId">Null for a dry run.</param>
public sealed record BatchSlot(
    DateTimeOffset SlotAt, DateTime LocalTime, Guid? ChannelId, string? ChannelName, string? Theme, string? Format, string Topic, string? Brief, Guid? PlanId);
