using System.Diagnostics.CodeAnalysis;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Plans;

/// <summary>A plan in lists and live messages: without what was made for it.</summary>
public record PlanSummaryResource : IVersionedResource
{
    public required Guid Id { get; init; }

    public required string Topic { get; init; }

    public string? Brief { get; init; }

    public string? Audience { get; init; }

    public string? Tone { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string> Keywords { get; init; } = [];

    public IReadOnlyList<string> CompetitorUrls { get; init; } = [];

    public IReadOnlyList<Guid> ChannelIds { get; init; } = [];

    public bool SkipResearch { get; init; }

    public int? TargetSeoScore { get; init; }

    public int? MaxRefinements { get; init; }

    public IReadOnlyDictionary<string, string> Prompts { get; init; } = new Dictionary<string, string>();

    public string? Model { get; init; }

    public decimal? MaxCostUsd { get; init; }

    public string? Theme { get; init; }

    public string? Format { get; init; }

    public Guid? BatchId { get; init; }

    public DateTimeOffset? SlotAt { get; init; }

    public DateTimeOffset? ProcessAt { get; init; }

    public required PlanStatus Status { get; init; }

    /// <summary>The stage that runs, or that runs next.</summary>
    public required PlanStage Stage { get; init; }

    /// <summary>0 to 100.</summary>
    public int Progress { get; init; }

    public string? CurrentStep { get; init; }

    public long TokensIn { get; init; }

    public long TokensOut { get; init; }

    public decimal CostUsd { get; init; }

    public int? SeoScore { get; init; }

    public string? DraftTitle { get; init; }

    /// <summary>Why it failed, or why it waits.</summary>
    public PlanProblem? Error { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public Guid? ContentId { get; init; }

    public int Runs { get; init; }

    /// <summary>What can be done with it from here.</summary>
    public IReadOnlyList<string> Moves { get; init; } = [];

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public Guid? CreatedBy { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public int Version { get; init; }

    internal static PlanResource Fill(ContentPlan plan, PlanDraft? draft, IReadOnlyList<PlanVariant> variants) => new(Of(plan)) { Draft = draft, Variants = variants };

    public static PlanSummaryResource Of(ContentPlan plan) => new()
    {
        Id = plan.Id,
        Topic = plan.Topic,
        Brief = plan.Brief,
        Audience = plan.Audience,
        Tone = plan.Tone,
        Language = plan.Language,
        Keywords = plan.Keywords,
        CompetitorUrls = plan.CompetitorUrls,
        ChannelIds = plan.ChannelIds,
        SkipResearch = plan.SkipResearch,
        TargetSeoScore = plan.TargetSeoScore,
        MaxRefinements = plan.MaxRefinements,
        Prompts = plan.Prompts,
        Model = plan.Model,
        MaxCostUsd = plan.MaxCostUsd,
        Theme = plan.Theme,
        Format = plan.Format,
        BatchId = plan.BatchId,
        SlotAt = plan.SlotAt,
        ProcessAt = plan.ProcessAt,
        Status = plan.Status,
        Stage = plan.Stage,
        Progress = plan.Percent,
        CurrentStep = plan.CurrentStep,
        TokensIn = plan.TokensIn,
        TokensOut = plan.TokensOut,
        CostUsd = plan.Nanos / 1_000_000_000m,
        SeoScore = plan.SeoScore,
        DraftTitle = plan.DraftTitle,
        Error = plan.Problem,
        NextAttemptAt = plan.Status == PlanStatus.Queued ? plan.NextAttemptAt : null,
        ContentId = plan.ContentId,
        Runs = plan.Run,
        Moves = PlanWorkflow.MovesFrom(plan),
        StartedAt = plan.StartedAt,
        CompletedAt = plan.CompletedAt,
        CreatedAt = plan.CreatedAt,
        CreatedBy = plan.CreatedBy,
        UpdatedAt = plan.UpdatedAt,
        Version = plan.Version,
    };
}

/// <summary>A plan with what was made for it.</summary>
public sealed record PlanResource : PlanSummaryResource
{
    public PlanResource()
    {
    }

    [SetsRequiredMembers]
    internal PlanResource(PlanSummaryResource summary)
        : base(summary)
    {
    }

    /// <summary>The best so far; null before there is one.</summary>
    public PlanDraft? Draft { get; init; }

    /// <summary>The piece as single channels get it.</summary>
    public IReadOnlyList<PlanVariant> Variants { get; init; } = [];

    public static PlanResource Of(PlanView view) => Fill(view.Plan, view.Draft, view.Variants);

    public static string Location(PlanSummaryResource plan) => $"{ApiServices.BasePath}/plans/{plan.Id}";
}

/// <summary>One round of improvement, with what it changed.</summary>
public sealed record RefinementResource(
    int Round,
    int ScoreBefore,
    int ScoreAfter,
    bool Kept,
    string Changes,
    long TokensIn,
    long TokensOut,
    decimal CostUsd,
    DateTimeOffset At,
    PlanDraft Before,
    PlanDraft After,
    IReadOnlyList<DiffLineResource> Diff)
{
    public static RefinementResource Of(PlanRefinement round) => new(
        round.Round,
        round.ScoreBefore,
        round.ScoreAfter,
        round.Kept,
        round.Changes,
        round.TokensIn,
        round.TokensOut,
        round.CostUsd,
        round.At,
        round.Before,
        round.After,
        [.. PlanQueries.Difference(round.Before, round.After).Body.Select(l => new DiffLineResource(SnakeCase.Of(l.Kind), l.Text))]);
}

/// <param name="Kind">same, added or removed.</param>
public sealed record DiffLineResource(string Kind, string Text);

/// <summary>The rounds of a plan.</summary>
public sealed record RefinementListResource(IReadOnlyList<RefinementResource> Items);

/// <summary>What happened to a plan, oldest first, over all its runs.</summary>
public sealed record PlanLogResource(IReadOnlyList<PlanLogLineResource> Lines, IReadOnlyList<PlanRunResource> Runs)
{
    public static PlanLogResource Of(PlanHistory history) => new(
        [.. history.Lines.Select(l => new PlanLogLineResource(l.At, l.Run, l.Stage, l.Level, l.Message))],
        [.. history.Runs.Select(r => new PlanRunResource(r.Number, r.QueuedAt, r.EndedAt, r.Outcome, r.FromStage, r.ToStage, r.Problem, r.StartedBy))]);
}

public sealed record PlanLogLineResource(DateTimeOffset At, int Run, PlanStage Stage, PlanLogLevel Level, string Message);

/// <param name="Outcome">ready, failed or cancelled; null while it goes on.</param>
public sealed record PlanRunResource(
    int Number, DateTimeOffset QueuedAt, DateTimeOffset? EndedAt, PlanStatus? Outcome, PlanStage FromStage, PlanStage? ToStage, string? Problem, Guid? StartedBy);
