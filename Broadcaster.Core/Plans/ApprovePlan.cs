using Broadcaster.Core.Common;
using Broadcaster.Core.Content;
using Broadcaster.Core.Workspaces;

namespace Broadcaster.Core.Plans;

/// <summary>Makes the content item of a ready plan, with its variants; from then on it is written and reviewed like any other.</summary>
public sealed class ApprovePlan(PlanStore store, PlanQueries queries, CreateContent createContent)
{
    public async Task<Result<ContentPlan>> ExecuteAsync(Caller caller, Guid planId, CancellationToken ct)
    {
        if (await queries.GetAsync(caller, planId, ct) is not { } view)
        {
            return new NotFound("plan");
        }

        // The plan first: two people who approve at the same moment make one piece.
        var approved = await store.ChangeAsync(
            caller, planId, PlanWorkflow.Approve, "plan.approved", null,
            (_, plan) =>
            {
                plan.Status = PlanStatus.Approved;
                return Task.FromResult<Error?>(null);
            },
            ct);
        if (!approved.Ok)
        {
            return approved;
        }

        var made = view.Draft is { } draft ? await createContent.ExecuteAsync(caller, InputOf(view, draft), ct) : new PlanHasNoDraft();
        return await store.SetContentAsync(caller, planId, made.Ok ? made.Value.Id : null, ct) is { } lost ? lost : made.Ok ? (await queries.GetAsync(caller, planId, ct))!.Plan : made.Error;
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
        Metadata = new Dictionary<string, string?> { ["plan"] = view.Plan.Id.ToString(), ["keywords"] = Cut(string.Join(", ", view.Plan.Keywords), 500) },
        Variants = [.. view.Variants.Where(v => view.ChannelIdsThere.Contains(v.ChannelId) && ((v.Title ?? v.Body) is not null || v.Tags is not null))
            .Select(v => new VariantInput { ChannelId = v.ChannelId, Title = v.Title is null ? null : Cut(v.Title, ContentLimits.TitleCharacters), Body = v.Body, Tags = v.Tags })],
    };

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}

/// <summary>A ready plan without a draft: it was made before this version.</summary>
public sealed record PlanHasNoDraft() : Error("plan.no_draft", "There is no draft of this plan. Process it again.");
