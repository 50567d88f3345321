using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Settings;

/// <summary>What a workspace can set, a tab for each topic.</summary>
public sealed partial class SettingsPage(SettingsQueries queries, UpdateSettings updateSettings, TestModels testModels)
{
    private static readonly (string Id, string Text)[] Topics =
        [("approvals", "Approvals"), ("publishing", "Publishing"), ("models", "Models"), ("voice", "Voice"), ("costs", "Costs"), ("research", "Research"), ("site", "Site"), ("retention", "Retention"), ("workspace", "Workspace")];

    private static readonly (ApprovalMode Mode, string Title, string Text)[] Modes =
    [
        (ApprovalMode.Required, "It must be approved", "Nothing is scheduled without an approval of exactly this version."),
        (ApprovalMode.Optional, "It may be reviewed", "Whoever may publish can also schedule a draft."),
        (ApprovalMode.None, "No review", "Drafts are scheduled at once; there is no review queue."),
    ];

    // A form for each tab that was opened: saving one leaves alone what was typed in the others.
    private readonly Dictionary<string, SettingsForm> forms = [];
    private SettingsView? settings;
    private Error? error;
    private string? conflict;
    private ModelTest? test;
    private bool saving, testing;

    [SupplyParameterFromQuery(Name = "topic")]
    public string? Topic { get; set; }

    private string Current => Array.Exists(Topics, t => t.Id == Topic) ? Topic! : Topics[0].Id;

    private SettingsForm? Form => settings is null ? null : forms.TryGetValue(Current, out var opened) ? opened : forms[Current] = new SettingsForm(settings);

    private bool MayChange => May(WorkspaceAction.ManageSettings);

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override void OnParametersSet()
    {
        if (AddressChanged())
        {
            error = null;
            test = null;
        }
    }

    private string? ErrorOf(string field) => error?.At($"{SettingsForm.RootOf(Current)}.{field}");

    private async Task LoadAsync()
    {
        conflict = null;
        forms.Clear();
        settings = await queries.GetAsync(Caller, Gone);
    }

    // What is tested is what is saved: a test of something else would say nothing.
    private async Task SaveAndTestAsync()
    {
        test = null;
        await SaveAsync();
        if (error is not null || Form?.Models.Provider is not { } provider)
        {
            return;
        }

        testing = true;
        StateHasChanged();
        var tested = await testModels.ExecuteAsync(Caller, provider, Gone);
        testing = false;
        test = Succeeded(tested) ? tested.Value : null;
    }

    private async Task SaveAsync()
    {
        if (settings is null || Form is not { } form)
        {
            return;
        }

        saving = true;
        var saved = await updateSettings.ExecuteAsync(Caller, form.PatchOf(Current), settings.Version, Gone);
        saving = false;
        error = saved.Error;
        conflict = saved.Error is StaleVersion ? "Somebody changed the settings since you opened them. Load them again; what you typed, in this tab and the others, is then replaced." : null;
        if (saved.Ok)
        {
            settings = saved.Value;
            forms.Remove(Current);
            Toasts.Done("Saved.");
        }
        else if (saved.Error is NotAllowed)
        {
            Toasts.Problem(saved.Error);
        }
    }
}
