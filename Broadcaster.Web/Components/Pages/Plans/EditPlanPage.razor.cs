using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Prompts;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Plans;

/// <summary>Changes what a plan asks for.</summary>
public sealed partial class EditPlanPage(PlanQueries plans, UpdatePlan updatePlan, ChannelQueries channelQueries, PromptQueries promptQueries, TimeProvider clock) : PageBase
{
    private PlanForm? form;
    private ContentPlan? plan;
    private IReadOnlyList<ChannelView> channels = [];
    private IReadOnlyList<PromptView> prompts = [];
    private Error? error;
    private bool busy, missing;

    [Parameter]
    public Guid Id { get; set; }

    // Once: what is typed into the form is not to be read over.
    protected override async Task OnInitializedAsync()
    {
        plan = (await plans.GetAsync(Caller, Id, Gone))?.Plan;
        channels = await channelQueries.AllAsync(Caller, Gone);
        prompts = await promptQueries.ListAsync(Caller, Gone);
        form = plan is null ? null : PlanForm.Of(plan, Times.Zone(Workspace.TimeZone));
        missing = plan is null;
    }

    private async Task SaveAsync()
    {
        if (form is null || plan is null)
        {
            return;
        }

        busy = true;
        var read = form.Read(plan, start: false, Workspace.TimeZone, clock.GetUtcNow());
        var saved = read.Ok ? await updatePlan.ExecuteAsync(Caller, Id, read.Value, plan.Version, Gone) : read.Error;
        busy = false;
        error = saved.Error;
        if (saved.Ok)
        {
            Toasts.Done("Saved.");
            Navigation.NavigateTo(Urls.Plan(Slug, Id));
        }
    }
}
