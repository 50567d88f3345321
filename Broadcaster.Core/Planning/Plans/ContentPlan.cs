using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>An idea on its way to a draft. The row is the queue: the engine claims it, with a lease and an attempt number that fences.</summary>
public sealed class ContentPlan : IWorkspaceOwned, IVersioned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required string Topic { get; set; }

    public string? Brief { get; set; }

    public string? Audience { get; set; }

    public string? Tone { get; set; }

    /// <summary>BCP 47. Null: the workspace's, else the language of the topic.</summary>
    public string? Language { get; set; }

    public List<string> Keywords { get; set; } = [];

    public List<string> CompetitorUrls { get; set; } = [];

    public List<Guid> ChannelIds { get; set; } = [];

    public bool SkipResearch { get; set; }

    /// <summary>Null: the workspace's setting.</summary>
    public int? TargetSeoScore { get; set; }

    /// <summary>Null: the workspace's setting.</summary>
    public int? MaxRefinements { get; set; }

    /// <summary>Texts in place of the workspace's prompts, by name.</summary>
    public Dictionary<string, string> Prompts { get; set; } = [];

    /// <summary>Instead of the settings' model, for every task.</summary>
    public string? Model { get; set; }

    /// <summary>What it may cost in all, in US dollars; null: the workspace's setting.</summary>
    public decimal? MaxCostUsd { get; set; }

    /// <summary>The series that it belongs to.</summary>
    public string? Theme { get; set; }

    /// <summary>article, list, how-to, …: what the variety of a batch is about.</summary>
    public string? Format { get; set; }

    /// <summary>The batch that it came from.</summary>
    public Guid? BatchId { get; set; }

    /// <summary>When its piece is meant to go out.</summary>
    public DateTimeOffset? SlotAt { get; set; }

    /// <summary>When processing starts by itself; null: when somebody says so, or it has started.</summary>
    public DateTimeOffset? ProcessAt { get; set; }

    public PlanStatus Status { get; set; } = PlanStatus.Draft;

    /// <summary>The stage that runs, or that runs next.</summary>
    public PlanStage Stage { get; set; }

    /// <summary>Counts up when what was made is to be made anew: what belongs to an earlier one is history.</summary>
    public int Generation { get; set; } = 1;

    /// <summary>Counts up each time somebody starts it.</summary>
    public int Run { get; set; }

    /// <summary>Counts up with each claim; only the holder of the current number may write.</summary>
    public int Attempt { get; set; }

    public string? Node { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public DateTimeOffset? QueuedAt { get; set; }

    /// <summary>While queued: not before then.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>0 to 100.</summary>
    public int Percent { get; set; }

    public string? CurrentStep { get; set; }

    public long TokensIn { get; set; }

    public long TokensOut { get; set; }

    /// <summary>Billionths of a US dollar over all its runs, as the cost book has settled them: with what was billed, or may have been, for nothing.</summary>
    public long Nanos { get; set; }

    public int? SeoScore { get; set; }

    /// <summary>The title of the draft, for lists.</summary>
    public string? DraftTitle { get; set; }

    /// <summary>Why it failed, or why it waits; null when all is well.</summary>
    public PlanProblem? Problem { get; set; }

    /// <summary>The piece that it became.</summary>
    public Guid? ContentId { get; set; }

    /// <summary>When work on its last run began; null while that waits in the queue.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Guid? CreatedBy { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public Guid? UpdatedBy { get; set; }

    public int Version { get; set; }
}

/// <summary>What is wrong with a plan.</summary>
/// <param name="Code">ai.key_refused, costs.ceiling_reached, …</param>
/// <param name="Message">What happened, whose fault it is, and what to do.</param>
public sealed record PlanProblem(string Code, string Message, PlanStage Stage);
