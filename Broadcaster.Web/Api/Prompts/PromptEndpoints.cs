using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Prompts;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Prompts;

/// <summary>/prompts: what models are told, by name, with versions.</summary>
internal static class PromptEndpoints
{
    public static void MapPrompts(this RouteGroupBuilder api)
    {
        var prompts = api.MapGroup("/prompts").WithTags("Prompts");
        prompts.MapGet("", List).WithName("ListPrompts").WithSummary("Every prompt with its text, variables and versions");
        prompts.MapGet("/{name}", Get).WithName("GetPrompt").WithSummary("One prompt with its versions");
        prompts.MapPut("/{name}", Save).WithName("SavePrompt").WithSummary("Gives a prompt a new text; the one before stays as a version");
        prompts.MapPost("/{name}/preview", Preview).WithName("PreviewPrompt").WithSummary("The prompt as a model would get it, with examples or with a plan's own data");
        prompts.MapPost("/{name}/versions/{number:int}/restore", Restore).WithName("RestorePrompt").WithSummary("Makes an earlier text hold again; 0 is the built-in one");
    }

    private static async Task<Results<Ok<PromptListResource>, Refusal>> List(PromptQueries prompts, CurrentCaller caller, CancellationToken ct) =>
        TypedResults.Ok(new PromptListResource([.. (await prompts.ListAsync(caller.Value, ct)).Select(PromptResource.Of)]));

    private static async Task<Results<Ok<PromptResource>, Refusal>> Get(string name, PromptQueries prompts, CurrentCaller caller, CancellationToken ct) =>
        (await prompts.GetAsync(caller.Value, name, ct)).ToOkOrNotFound("prompt", PromptResource.Of);

    private static async Task<Results<Ok<PromptResource>, Refusal>> Save(
        string name, PromptBody body, IfMatch ifMatch, SavePrompt savePrompt, PromptQueries prompts, CurrentCaller caller, CancellationToken ct) =>
        await ViewAsync(await savePrompt.ExecuteAsync(caller.Value, name, body.Text, body.Note, ifMatch.Version, ct), name, prompts, caller, ct);

    private static async Task<Results<Ok<PromptResource>, Refusal>> Restore(
        string name, int number, RestorePrompt restorePrompt, PromptQueries prompts, CurrentCaller caller, CancellationToken ct) =>
        await ViewAsync(await restorePrompt.ExecuteAsync(caller.Value, name, number, ct), name, prompts, caller, ct);

    private static async Task<Results<Ok<PreviewResource>, Refusal>> Preview(string name, PreviewBody? body, PreviewPrompt previewPrompt, CurrentCaller caller, CancellationToken ct) =>
        (await previewPrompt.ExecuteAsync(caller.Value, name, body?.Text, body?.PlanId, ct)).ToOk(text => new PreviewResource(text));

    private static async Task<Results<Ok<PromptResource>, Refusal>> ViewAsync(Result<PromptVersion> done, string name, PromptQueries prompts, CurrentCaller caller, CancellationToken ct) =>
        done.Ok ? (await prompts.GetAsync(caller.Value, name, ct)).ToOkOrNotFound("prompt", PromptResource.Of) : new Refusal(done.Error);
}
