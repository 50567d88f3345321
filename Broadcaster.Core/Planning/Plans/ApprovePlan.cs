using System.Text.Json;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>Makes the content item of a ready plan, with its variants; from then on it is written and reviewed like any other.</summary>
public sealed class ApprovePlan(PlanStore store, PlanQueries queries, CreateContent createContent, TimeProvider clock)
{
    public async Task<Result<ContentPlan>> ExecuteAsync(Caller caller, Guid planId, CancellationToken ct)
    {
        if (await queries.GetAsync(caller, planId, ct) is not { } view)
        {
            return new NotFound("plan");
        }

        // A run of this very request did all of it and stopped before its answer.
        if (caller.Request is { GoesOn: true } && view is { PieceMissing: false, Plan.Status: PlanStatus.Approved })
        {
            return view.Plan;
        }

        // The program went between the two commits below: the plan knows which piece it is to become, so it becomes that.
        if (view is { PieceMissing: true, Plan.ContentId: { } promised })
        {
            return PlanWorkflow.RefuseRole(view.Plan, caller) is { } may ? may : await MakeAsync(caller, view, promised, ct);
        }

        // The plan first: two people who approve at the same moment make one piece.
        var contentId = clock.NewId();
        var approved = await store.ChangeAsync(
            caller, planId, PlanWorkflow.Approve, "plan.approved", null,
            (_, plan) =>
            {
                plan.Status = PlanStatus.Approved;
                plan.ContentId = contentId;
                return Task.FromResult<Error?>(null);
            },
            ct);
        return approved.Ok ? await MakeAsync(caller, view, contentId, ct) : approved;
    }

    private async Task<Result<ContentPlan>> MakeAsync(Caller caller, PlanView view, Guid contentId, CancellationToken ct)
    {
        try
        {
            var made = view.Draft is { } draft ? await createContent.ExecuteAsync(caller, InputOf(view, draft), contentId, ct) : new PlanHasNoDraft();
            if (!made.Ok)
            {
                await store.TakeApprovalBackAsync(caller, view.Plan.Id, ct);
                return made.Error;
            }
        }
        catch (DbUpdateException) when (view.PieceMissing)
        {
            // Somebody else was making the same piece at this moment: there is one.
        }

        return await queries.GetAsync(caller, view.Plan.Id, ct) is { } now ? now.Plan : new NotFound("plan");
    }

    private static ContentInput InputOf(PlanView view, PlanDraft draft) => new()
    {
        Title = Cut(draft.Title, ContentLimits.TitleCharacters),
        Body = draft.Body,
        Summary = Cut(draft.MetaDescription, ContentLimits.SummaryCharacters),
        Slug = draft.Slug.Length > 0 ? draft.Slug : null,
        Tags = draft.Tags,
        Language = view.Plan.Language ?? draft.Language,
        ChannelIds = view.ChannelIdsThere,
        Metadata = MetadataOf(view.Plan),
        Variants = [.. view.Variants.Where(v => view.ChannelIdsThere.Contains(v.ChannelId) && ((v.Title ?? v.Body) is not null || v.Tags is not null))
            .Select(v => new VariantInput { ChannelId = v.ChannelId, Title = v.Title is null ? null : Cut(v.Title, ContentLimits.TitleCharacters), Body = v.Body, Tags = v.Tags })],
    };

    private static Dictionary<string, JsonElement> MetadataOf(ContentPlan plan)
    {
        var metadata = new Dictionary<string, JsonElement>
        {
            ["plan"] = ContentMetadata.Text(plan.Id.ToString()),
            [ContentSeo.Keywords] = ContentMetadata.Text(Cut(string.Join(", ", plan.Keywords), 500)),
        };
        if (PlanSlot.TextOf(plan) is { } slot)
        {
            metadata[PlanSlot.Key] = ContentMetadata.Text(slot);
        }

        return metadata;
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}

/// <summary>A ready plan without a draft: it was made before this version.</summary>
public sealed record PlanHasNoDraft() : Error("plan.no_draft", "There is no draft of this plan. Process it again.");
