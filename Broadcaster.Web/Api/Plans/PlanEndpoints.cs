using System.ComponentModel;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Batches;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Plans;

/// <summary>/plans: ideas on their way to drafts.</summary>
internal static class PlanEndpoints
{
    public static void MapPlans(this RouteGroupBuilder api)
    {
        var plans = api.MapGroup("/plans").WithTags("Plans");
        plans.MapGet("", List).WithName("ListPlans").WithSummary("The plans, last changed first");
        plans.MapPost("", Create).WithName("CreatePlan").WithSummary("Begins a plan; autoProcess starts it");
        plans.MapPost("/batch", Batch).WithName("PlanBatch").WithSummary("Proposes (dryRun) or makes a day, week or month of plans with their slots").GoingOn();
        plans.MapGet("/{id:guid}", Get).WithName("GetPlan").WithSummary("One plan with its draft and its versions for channels");
        plans.MapPut("/{id:guid}", Update).WithName("UpdatePlan").WithSummary("Replaces what a plan asks for; what was made before is made anew");
        plans.MapDelete("/{id:guid}", Delete).WithName("DeletePlan").WithSummary("Deletes a plan, also while it runs; its costs stay on record");
        plans.MapPost("/{id:guid}/process", Process).WithName("ProcessPlan").WithSummary("Starts a plan; wait=true answers when it is done")
            .Produces<PlanResource>(StatusCodes.Status200OK).Produces<PlanResource>(StatusCodes.Status202Accepted).WithAnswerAgain(StartedAgainAsync);
        plans.MapPost("/{id:guid}/cancel", Cancel).WithName("CancelPlan").WithSummary("Stops a plan, also in the middle of a call to a model");
        plans.MapPost("/{id:guid}/retry", Retry).WithName("RetryPlan").WithSummary("Goes on where a plan failed; what is done is not paid for again")
            .Produces<PlanResource>(StatusCodes.Status200OK).Produces<PlanResource>(StatusCodes.Status202Accepted).WithAnswerAgain(StartedAgainAsync);
        plans.MapPost("/{id:guid}/approve", Approve).WithName("ApprovePlan").WithSummary("Makes the content item, with its variants").GoingOn();
        plans.MapPost("/{id:guid}/clone", Clone).WithName("ClonePlan").WithSummary("A new plan with the same brief");
        plans.MapPost("/{id:guid}/archive", Archive).WithName("ArchivePlan").WithSummary("Puts a plan away");
        plans.MapGet("/{id:guid}/research", Research).WithName("GetPlanResearch").WithSummary("What research found")
            .WithDescription("report is null before there is one, and where research was skipped.");
        plans.MapGet("/{id:guid}/refinements", Refinements).WithName("ListPlanRefinements").WithSummary("Each round of improvement: before, after, what differs, what it cost");
        plans.MapGet("/{id:guid}/logs", Logs).WithName("GetPlanLogs").WithSummary("What happened, over all runs");
    }

    private static async Task<Results<Ok<PageResource<PlanSummaryResource>>, Refusal>> List(
        PlanQueries plans, CurrentCaller caller, [AsParameters] PlanQuery filter, [AsParameters] PageQuery page, CancellationToken ct) =>
        (await plans.ListAsync(caller.Value, filter.Read(), page.Read([.. PlanQueries.Sortable]), ct)).ToOk(PlanSummaryResource.Of);

    private static async Task<Results<Created<PlanResource>, Refusal>> Create(PlanBody body, CreatePlan createPlan, CurrentCaller caller, CancellationToken ct) =>
        (await createPlan.ExecuteAsync(caller.Value, body.ToInput(), ct)).ToCreated(p => PlanSummaryResource.Fill(p, null, []), PlanResource.Location);

    private static async Task<Results<Ok<BatchResource>, Refusal>> Batch(BatchBody body, PlanBatch planBatch, CurrentCaller caller, CancellationToken ct) =>
        (await planBatch.ExecuteAsync(caller.Value, body.Read(), ct)).ToOk(BatchResource.Of);

    private static async Task<Results<Ok<PlanResource>, Refusal>> Get(Guid id, PlanQueries plans, CurrentCaller caller, CancellationToken ct) =>
        (await plans.GetAsync(caller.Value, id, ct)).ToOkOrNotFound("plan", PlanResource.Of);

    private static async Task<Results<Ok<PlanResource>, Refusal>> Update(
        Guid id, PlanBody body, IfMatch ifMatch, UpdatePlan updatePlan, PlanQueries plans, CurrentCaller caller, CancellationToken ct) =>
        await ViewAsync(await updatePlan.ExecuteAsync(caller.Value, id, body.ToInput(), ifMatch.Version, ct), plans, caller, ct);

    private static async Task<Results<NoContent, Refusal>> Delete(Guid id, IfMatch ifMatch, DeletePlan deletePlan, CurrentCaller caller, CancellationToken ct) =>
        (await deletePlan.ExecuteAsync(caller.Value, id, ifMatch.Version, ct)).ToNoContent();

    private static async Task<IResult> Process(
        Guid id, ProcessPlan processPlan, WaitForPlan waitForPlan, PlanQueries plans, CurrentCaller caller, [Description("True: answer when it is done.")] bool? wait, CancellationToken ct) =>
        await StartedAsync(await processPlan.ExecuteAsync(caller.Value, id, ct), wait == true, waitForPlan, plans, caller, ct);

    private static async Task<IResult> Retry(
        Guid id, ProcessPlan processPlan, WaitForPlan waitForPlan, PlanQueries plans, CurrentCaller caller, [Description("True: answer when it is done.")] bool? wait, CancellationToken ct) =>
        await StartedAsync(await processPlan.RetryAsync(caller.Value, id, ct), wait == true, waitForPlan, plans, caller, ct);

    private static async Task<Results<Ok<PlanResource>, Refusal>> Cancel(Guid id, CancelPlan cancelPlan, PlanQueries plans, CurrentCaller caller, CancellationToken ct) =>
        await ViewAsync(await cancelPlan.ExecuteAsync(caller.Value, id, ct), plans, caller, ct);

    private static async Task<Results<Ok<PlanResource>, Refusal>> Approve(Guid id, ApprovePlan approvePlan, PlanQueries plans, CurrentCaller caller, CancellationToken ct) =>
        await ViewAsync(await approvePlan.ExecuteAsync(caller.Value, id, ct), plans, caller, ct);

    private static async Task<Results<Created<PlanResource>, Refusal>> Clone(Guid id, CreatePlan createPlan, CurrentCaller caller, CancellationToken ct) =>
        (await createPlan.CloneAsync(caller.Value, id, ct)).ToCreated(p => PlanSummaryResource.Fill(p, null, []), PlanResource.Location);

    private static async Task<Results<Ok<PlanResource>, Refusal>> Archive(Guid id, ArchivePlan archivePlan, PlanQueries plans, CurrentCaller caller, CancellationToken ct) =>
        await ViewAsync(await archivePlan.ExecuteAsync(caller.Value, id, ct), plans, caller, ct);

    private static async Task<Results<Ok<PlanResearch>, Refusal>> Research(Guid id, PlanQueries plans, CurrentCaller caller, CancellationToken ct) =>
        (await plans.GetResearchAsync(caller.Value, id, ct)).ToOk();

    private static async Task<Results<Ok<RefinementListResource>, Refusal>> Refinements(Guid id, PlanQueries plans, CurrentCaller caller, CancellationToken ct) =>
        (await plans.GetRefinementsAsync(caller.Value, id, ct)).ToOk(rounds => new RefinementListResource(rounds.ConvertAll(RefinementResource.Of)));

    private static async Task<Results<Ok<PlanLogResource>, Refusal>> Logs(Guid id, PlanQueries plans, CurrentCaller caller, CancellationToken ct) =>
        (await plans.GetHistoryAsync(caller.Value, id, ct)).ToOkOrNotFound("plan", PlanLogResource.Of);

    private static async Task<IResult?> StartedAgainAsync(HttpContext context, Caller caller, KeyedRequest request, CancellationToken ct)
    {
        var services = context.RequestServices;
        var plans = services.GetRequiredService<PlanQueries>();
        Result<ContentPlan> plan = await plans.GetAsync(caller, request.Earlier[0].Id, ct) is { } view ? view.Plan : new Core.Foundation.Common.NotFound("plan");
        var wait = bool.TryParse(context.Request.Query["wait"], out var asked) && asked;
        return await StartedAsync(plan, wait, services.GetRequiredService<WaitForPlan>(), plans, new CurrentCaller(caller), ct);
    }

    private static async Task<IResult> StartedAsync(Result<ContentPlan> started, bool wait, WaitForPlan waitForPlan, PlanQueries plans, CurrentCaller caller, CancellationToken ct)
    {
        var done = started.Ok && wait ? await waitForPlan.ExecuteAsync(caller.Value, started.Value.Id, ct) : started;
        if (!done.Ok)
        {
            return new Refusal(done.Error);
        }

        return await plans.GetAsync(caller.Value, done.Value.Id, ct) is not { } view ? new Refusal(new Core.Foundation.Common.NotFound("plan"))
            : wait ? TypedResults.Ok(PlanResource.Of(view))
            : TypedResults.Accepted($"{ApiServices.BasePath}/plans/{view.Plan.Id}", PlanResource.Of(view));
    }

    private static async Task<Results<Ok<PlanResource>, Refusal>> ViewAsync(Result<ContentPlan> done, PlanQueries plans, CurrentCaller caller, CancellationToken ct) =>
        done.Ok ? (await plans.GetAsync(caller.Value, done.Value.Id, ct)).ToOkOrNotFound("plan", PlanResource.Of) : new Refusal(done.Error);
}
