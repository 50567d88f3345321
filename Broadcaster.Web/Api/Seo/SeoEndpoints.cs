using Broadcaster.Core.Authoring.Seo;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Seo;

/// <summary>/seo: the score of a text, without a model and without a network.</summary>
internal static class SeoEndpoints
{
    public static void MapSeo(this RouteGroupBuilder api) =>
        api.MapGroup("/seo").WithTags("Seo").MapPost("/score", Score).WithName("ScoreText").WithSummary("Scores a text, check by check; keeps nothing");

    private static async Task<Results<Ok<SeoResource>, Refusal>> Score(SeoBody body, ScoreText scoreText, CurrentCaller caller, CancellationToken ct) =>
        (await scoreText.ExecuteAsync(caller.Value, body.ToQuestion(), ct)).ToOk(SeoResource.Of);
}
