using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Prompts;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Web.Components.Shared;

namespace Broadcaster.Web.Components.Pages.Plans;

/// <summary>Where a plan begins: a topic, and whatever else is known.</summary>
public sealed partial class NewPlanPage(CreatePlan createPlan, ChannelQueries channelQueries, SettingsQueries settings, PromptQueries promptQueries, TimeProvider clock) : PageBase
{
    private readonly PlanForm form = new();
    private IReadOnlyList<ChannelView> channels = [];
    private IReadOnlyList<PromptView> prompts = [];
    private Error? error;
    private bool busy, modelReady = true;

    protected override async Task OnInitializedAsync()
    {
        channels = await channelQueries.AllAsync(Caller, Gone);
        prompts = await promptQueries.ListAsync(Caller, Gone);
        modelReady = (await settings.GetAsync(Caller, Gone)).Ai.Ready;
    }

    private async Task CreateAsync(bool start)
    {
        busy = true;
        var read = form.Read(null, start, Workspace.TimeZone, clock.GetUtcNow());
        var created = read.Ok ? await createPlan.ExecuteAsync(Caller, read.Value, Gone) : read.Error;
        busy = false;
        error = created.Error;
        if (created.Ok)
        {
            Navigation.NavigateTo(Urls.Plan(Slug, created.Value.Id));
        }
    }
}
