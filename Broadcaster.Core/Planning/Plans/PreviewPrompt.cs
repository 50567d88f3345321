using Broadcaster.Core.Authoring.Seo;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans.Engine;
using Broadcaster.Core.Planning.Prompts;
using Broadcaster.Core.Planning.Research;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>Shows a prompt as a model would get it: with examples, or with what a plan and its research say.</summary>
public sealed class PreviewPrompt(Database database, PlanQueries plans, SeoScorer scorer)
{
    /// <param name="text">Null: the text that holds.</param>
    public async Task<Result<string>> ExecuteAsync(Caller caller, string name, string? text, Guid? planId, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.View) is { } refused)
        {
            return refused;
        }

        if (BuiltInPrompts.Find(name) is not { } prompt)
        {
            return new NotFound("prompt");
        }

        await using var db = database.Read(caller);
        var view = planId is { } id ? await plans.GetAsync(caller, id, ct) : null;
        if (planId is not null && view is null)
        {
            return new NotFound("plan");
        }

        var shown = text ?? view?.Plan.Prompts.GetValueOrDefault(name) ?? (await PromptQueries.CurrentAsync(db, ct))[name];
        var template = PromptTemplate.Parse(shown, prompt.Variables);
        return template.Ok ? template.Value.Render(await ValuesAsync(db, prompt, view, ct)) : template.Error;
    }

    private async Task<IReadOnlyDictionary<string, object?>> ValuesAsync(BroadcasterDbContext db, PromptDefinition prompt, PlanView? view, CancellationToken ct)
    {
        var examples = prompt.Variables.ToDictionary(v => v.Name, v => v.Type == PromptVariableType.List ? v.Example.Split('\n') : (object?)v.Example, StringComparer.Ordinal);
        if (view is null)
        {
            return examples;
        }

        var workspace = await db.Workspaces.FirstAsync(w => w.Id == view.Plan.WorkspaceId, ct);
        var (planId, generation) = (view.Plan.Id, view.Plan.Generation);
        var report = await db.PlanSteps.Where(s => s.PlanId == planId && s.Generation == generation && s.Key == ResearchStage.Key).Select(s => s.Payload).FirstOrDefaultAsync(ct);
        var subject = new PlanSubject(view.Plan, workspace, report is null ? null : ResearchReport.FromJson(report), scorer);
        foreach (var (name, value) in view.Draft is { } draft ? subject.Values(draft) : subject.Values())
        {
            examples[name] = value;
        }

        return examples;
    }
}
