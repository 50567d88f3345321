using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Prompts;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Prompts;

/// <summary>One prompt: its text, what it becomes with real data, and its versions.</summary>
public sealed partial class PromptPage(PromptQueries queries, SavePrompt savePrompt, RestorePrompt restorePrompt, PreviewPrompt previewPrompt, PlanQueries planQueries) : PageBase
{
    private const int PlansToChoose = 20;

    private PromptView? prompt;
    private IReadOnlyList<ContentPlan> plans = [];
    private Error? error;
    private string text = "", note = "";
    private string? preview;
    private Guid? planId;
    private bool missing, stale, busy;

    [Parameter]
    public string Name { get; set; } = "";

    private bool MayEdit => May(WorkspaceAction.EditAnyContent);

    protected override async Task OnParametersSetAsync()
    {
        if (AddressChanged())
        {
            await LoadAsync();
        }
    }

    private void Type(ChangeEventArgs e) => text = e.Value as string ?? "";

    private async Task LoadAsync()
    {
        prompt = await queries.GetAsync(Caller, Name, Gone);
        plans = (await planQueries.ListAsync(Caller, new PlanFilter(), new PageRequest(1, PlansToChoose), Gone)).Items;
        (missing, stale, error) = (prompt is null, false, null);
        text = prompt?.Text ?? "";
    }

    private async Task SaveAsync()
    {
        busy = true;
        var saved = await savePrompt.ExecuteAsync(Caller, Name, text, note, prompt!.Version, Gone);
        busy = false;
        error = saved.Error;
        stale = saved.Error is StaleVersion;
        if (saved.Ok)
        {
            Toasts.Done($"Version {saved.Value.Number} holds from now on.");
            note = "";
            await LoadAsync();
        }
    }

    private async Task RestoreAsync(int number)
    {
        if (Succeeded(await restorePrompt.ExecuteAsync(Caller, Name, number, Gone)))
        {
            Toasts.Done(number == 0 ? "The built-in text holds again." : $"Version {number} holds again.");
            await LoadAsync();
        }
    }

    private async Task PreviewAsync()
    {
        var shown = await previewPrompt.ExecuteAsync(Caller, Name, text, planId, Gone);
        error = shown.Error;
        preview = shown.Ok ? shown.Value : preview;
    }

    private Task ChoosePlanAsync(ChangeEventArgs e)
    {
        planId = Guid.TryParse(e.Value as string, out var chosen) ? chosen : null;
        return PreviewAsync();
    }
}
