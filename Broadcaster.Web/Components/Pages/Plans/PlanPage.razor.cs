using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Plans.Engine;
using Broadcaster.Core.Planning.Research;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Plans;

/// <summary>One plan: each step as it happens, what was found and written, and what it cost.</summary>
public sealed partial class PlanPage(
    PlanQueries plans,
    PlanTexts texts,
    ProcessPlan process,
    CancelPlan cancel,
    ApprovePlan approve,
    ArchivePlan archive,
    DeletePlan delete,
    CreatePlan create,
    ChannelQueries channelQueries,
    SettingsQueries settingsQueries,
    Confirmations confirmations,
    TimeProvider clock) : PageBase
{
    private static readonly (PlanStage Stage, string Name)[] Stages =
        [(PlanStage.Research, "Research"), (PlanStage.Generate, "Draft"), (PlanStage.Refine, "Refinement"), (PlanStage.Variants, "Variants")];

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private PlanView? view;
    private ResearchReport? research;
    private IReadOnlyList<PlanRefinement> rounds = [];
    private PlanHistory? history;
    private SettingsView? settings;
    private LiveProgress? progress;
    private Dictionary<Guid, ChannelName> channels = [];
    private string? writing;
    private bool missing, busy;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>research, rounds, log; null: the draft.</summary>
    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    private ContentPlan Plan => view!.Plan;

    private int Percent => PlanWorkflow.IsRunning(Plan.Status) && progress is { } live && live.Percent >= Plan.Percent ? live.Percent : Plan.Percent;

    private string? Step => Plan.Status == PlanStatus.Queued
        ? Plan.NextAttemptAt > clock.GetUtcNow() ? "Goes on by itself in a while" : "Waits for a place"
        : progress is { } live && live.Percent >= Plan.Percent ? live.Step : Plan.CurrentStep;

    private long Tokens => Math.Max(Plan.TokensIn + Plan.TokensOut, PlanWorkflow.IsRunning(Plan.Status) ? progress?.Tokens ?? 0 : 0);

    private decimal CostUsd => Math.Max(Plan.Nanos / 1_000_000_000m, PlanWorkflow.IsRunning(Plan.Status) ? progress?.CostUsd ?? 0 : 0);

    private int? Target => Plan.TargetSeoScore ?? settings?.Ai.TargetSeoScore;

    private decimal? Ceiling => Plan.MaxCostUsd ?? settings?.Costs.PlanLimit;

    private IEnumerable<(string Move, string Text, string Icon, bool IsPrimary)> Buttons
    {
        get
        {
            if (Can(PlanWorkflow.Approve))
            {
                yield return (PlanWorkflow.Process, "Make it anew", "replay", false);
                yield return (PlanWorkflow.Approve, "Approve", "check", true);
                yield break;
            }

            if (Can(PlanWorkflow.Cancel))
            {
                yield return (PlanWorkflow.Cancel, "Cancel", "close", false);
            }

            if (Can(PlanWorkflow.Retry))
            {
                yield return (PlanWorkflow.Retry, "Go on where it stopped", "replay", true);
            }
            else if (Can(PlanWorkflow.Process))
            {
                yield return (PlanWorkflow.Process, "Start", "play_arrow", true);
            }
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!AddressChanged())
        {
            return;
        }

        progress = null;
        settings = await settingsQueries.GetAsync(Caller, Gone);
        channels = (await channelQueries.NamesAsync(Caller, Gone)).ToDictionary(c => c.Id);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        view = await plans.GetAsync(Caller, Id, Gone);
        missing = view is null;
        if (view is null)
        {
            return;
        }

        writing = PlanWorkflow.IsRunning(Plan.Status) ? texts.Of(Id) : null;
        if (Tab == "research")
        {
            research = await plans.GetResearchAsync(Caller, Id, Gone) is { Ok: true, Value: var found } ? found.Report : null;
        }
        else if (Tab == "rounds")
        {
            rounds = await plans.GetRefinementsAsync(Caller, Id, Gone) is { Ok: true, Value: var read } ? read : [];
        }
        else if (Tab == "log")
        {
            history = await plans.GetHistoryAsync(Caller, Id, Gone);
        }
    }

    private async Task ApplyAsync(IReadOnlyList<LiveEvent> changes)
    {
        progress = changes.LastOrDefault(c => c.Progress is not null)?.Progress ?? progress;
        if (changes.Count > 0 && changes.All(c => c.Progress is not null))
        {
            writing = texts.Of(Id);
            return;
        }

        await ReadAsync();
    }

    private bool Can(string move) => PlanWorkflow.Refuse(Plan, move, Caller) is null;

    private string TabLink(string? tab) => Urls.WithQuery(Urls.Plan(Slug, Id), ("tab", tab));

    private string StateOf(PlanStage stage)
    {
        if (Plan.Status is PlanStatus.Ready or PlanStatus.Approved || Plan.Stage > stage)
        {
            return "done";
        }

        return Plan.Stage == stage && PlanWorkflow.IsRunning(Plan.Status) ? "now"
            : Plan.Stage == stage && Plan.Status == PlanStatus.Failed ? "stopped"
            : "coming";
    }

    private async Task TakeAsync(string move)
    {
        if (move == PlanWorkflow.Process && Plan.Status == PlanStatus.Ready
            && !await confirmations.AskAsync("Make it anew?", "Research and draft are made again, and paid for again. What is here now stays in the history.", "Make it anew", dangerous: false))
        {
            return;
        }

        if (move == PlanWorkflow.Archive
            && !await confirmations.AskAsync("Archive this plan?", "Nothing can be done with it from there but to read, clone or delete it.", "Archive plan"))
        {
            return;
        }

        busy = true;
        var taken = move switch
        {
            PlanWorkflow.Process => await process.ExecuteAsync(Caller, Id, Gone),
            PlanWorkflow.Retry => await process.RetryAsync(Caller, Id, Gone),
            PlanWorkflow.Cancel => await cancel.ExecuteAsync(Caller, Id, Gone),
            PlanWorkflow.Approve => await approve.ExecuteAsync(Caller, Id, Gone),
            _ => await archive.ExecuteAsync(Caller, Id, Gone),
        };
        busy = false;
        if (Succeeded(taken) && taken.Value is { Status: PlanStatus.Approved, ContentId: { } contentId } && move == PlanWorkflow.Approve)
        {
            Toasts.Done("It is a piece now. Read it, edit it, and send it on its way.");
            Navigation.NavigateTo(Urls.Content(Slug, contentId));
            return;
        }

        await ReadAsync();
    }

    private async Task CloneAsync()
    {
        var cloned = await create.CloneAsync(Caller, Id, Gone);
        if (Succeeded(cloned))
        {
            Toasts.Done("Cloned. This is the copy.");
            Navigation.NavigateTo(Urls.Plan(Slug, cloned.Value.Id));
        }
    }

    private async Task DeleteAsync()
    {
        if (await confirmations.AskAsync("Delete this plan?", $"“{Plan.Topic}” with its research, draft and log is gone for good. What it cost stays in the books.", "Delete plan")
            && Succeeded(await delete.ExecuteAsync(Caller, Id, null, Gone)))
        {
            Navigation.NavigateTo(Urls.Plans(Slug));
        }
    }
}
