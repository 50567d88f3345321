using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Ai;

/// <summary>A scored draft.</summary>
/// <param name="PlanId">The plan that it belongs to: GET /plans/{id} has its research, log and versions.</param>
public sealed record SeoContentResource(
    Guid PlanId,
    PlanStatus Status,
    IReadOnlyList<string> Titles,
    string Title,
    string MetaDescription,
    string Slug,
    IReadOnlyList<PlanSection> Outline,
    string Body,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ImageSuggestion> Images,
    IReadOnlyList<Citation> Citations,
    string Language,
    int SeoScore,
    IReadOnlyList<PlanVariant> Variants,
    long TokensIn,
    long TokensOut,
    decimal CostUsd)
{
    /// <summary>The draft, or why there is none.</summary>
    public static IResult Answer(PlanView view) =>
        view is { Plan.Status: PlanStatus.Ready or PlanStatus.Approved, Draft: { } draft } ? TypedResults.Ok(Of(view, draft)) : new Refusal(new PlanNotReady(view.Plan));

    public static SeoContentResource Of(PlanView view, PlanDraft draft) => new(
        view.Plan.Id,
        view.Plan.Status,
        draft.Titles,
        draft.Title,
        draft.MetaDescription,
        draft.Slug,
        draft.Outline,
        draft.Body,
        draft.Tags,
        draft.Images,
        draft.Citations,
        draft.Language,
        draft.Score,
        view.Variants,
        view.Plan.TokensIn,
        view.Plan.TokensOut,
        view.Plan.Nanos / 1_000_000_000m);

    /// <summary>The plan did not come to its end.</summary>
    internal sealed record PlanNotReady(ContentPlan Plan)
        : Error(Plan.Problem?.Code ?? "plan.not_ready", Plan.Problem?.Message ?? $"The plan is {SnakeCase.Of(Plan.Status).Replace('_', ' ')}.")
    {
        public override IReadOnlyDictionary<string, object?> Details => new Dictionary<string, object?>
        {
            ["planId"] = Plan.Id,
            ["state"] = SnakeCase.Of(Plan.Status),
            ["allowed"] = PlanWorkflow.MovesFrom(Plan),
        };
    }
}
