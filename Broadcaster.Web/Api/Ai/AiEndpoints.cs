using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Api.Plans;
using Broadcaster.Web.Tenancy;

namespace Broadcaster.Web.Api.Ai;

/// <summary>/ai: a draft in one call.</summary>
internal static class AiEndpoints
{
    public static void MapAi(this RouteGroupBuilder api) =>
        api.MapGroup("/ai").WithTags("Plans").MapPost("/seo-content", Generate).WithName("GenerateSeoContent")
            .WithSummary("A researched, scored draft in one call; with Accept: text/event-stream progress, then the result")
            .WithDescription("Takes what POST /plans takes. The plan that it makes stays in the list; going away before the end does not stop it.")
            .Produces<SeoContentResource>()
            .WithAnswerAgain(async (context, caller, keyed, ct) => keyed.Made("plan") is [var planId, ..]
                ? await AnswerAsync(context.Request, planId, context.RequestServices.GetRequiredService<WaitForPlan>(), context.RequestServices.GetRequiredService<PlanQueries>(), caller, ct)
                : null);

    private static async Task<IResult> Generate(
        HttpRequest request, PlanBody body, CreatePlan createPlan, WaitForPlan waitForPlan, PlanQueries plans, CurrentCaller caller, CancellationToken ct)
    {
        var made = await createPlan.ExecuteAsync(caller.Value, body.ToInput() with { AutoProcess = true, ProcessAt = null }, ct);
        return made.Ok ? await AnswerAsync(request, made.Value.Id, waitForPlan, plans, caller.Value, ct) : new Refusal(made.Error);
    }

    private static async Task<IResult> AnswerAsync(HttpRequest request, Guid planId, WaitForPlan waitForPlan, PlanQueries plans, Caller caller, CancellationToken ct)
    {
        if (request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            return new SeoContentStream(caller, planId);
        }

        var done = await waitForPlan.ExecuteAsync(caller, planId, ct);
        return done.Ok && await plans.GetAsync(caller, planId, ct) is { } view
            ? SeoContentResource.Answer(view)
            : new Refusal(done.Error ?? new Core.Foundation.Common.NotFound("plan"));
    }
}
