using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Radzen;

namespace Broadcaster.Web.Components.Layout;

public sealed partial class CommandPalette(ContentByTitle contents, NavigationManager navigation, DialogService dialogs)
{
    private ElementReference field;
    private IReadOnlyList<Hit> hits = [];
    private string typed = "";
    private int chosen;
    private bool hold;

    [Parameter, EditorRequired]
    public required CurrentWorkspace Workspace { get; set; }

    protected override Task OnInitializedAsync() => FillAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await field.FocusAsync();
        }
    }

    private Task FindAsync(ChangeEventArgs e)
    {
        typed = e.Value as string ?? "";
        return FillAsync();
    }

    private async Task FillAsync()
    {
        var asked = typed;
        var pages = NavEntry.For(Workspace.Caller)
            .Where(p => p.Text.Contains(asked.Trim(), StringComparison.OrdinalIgnoreCase))
            .Select(p => new Hit(p.Icon, p.Text, p.Href(Workspace.Slug)));
        var found = NavEntry.Exists(Urls.ContentRoute) ? await contents.FindAsync(Workspace.Caller, asked, 8, CancellationToken.None) : [];

        // Typing went on while the answer was on its way: the later answer is the one to show.
        if (asked == typed)
        {
            hits = [.. pages, .. found.Select(c => new Hit("article", c.Title, Urls.Content(Workspace.Slug, c.Id), c.State))];
            chosen = 0;
        }
    }

    private void KeyAsync(KeyboardEventArgs e)
    {
        hold = e.Key is "ArrowDown" or "ArrowUp";
        if (hits.Count == 0)
        {
            return;
        }

        if (e.Key == "ArrowDown")
        {
            chosen = (chosen + 1) % hits.Count;
        }
        else if (e.Key == "ArrowUp")
        {
            chosen = (chosen + hits.Count - 1) % hits.Count;
        }
        else if (e.Key == "Enter")
        {
            Go(hits[chosen]);
        }
    }

    private void Go(Hit hit)
    {
        dialogs.Close();
        navigation.NavigateTo(hit.Href);
    }

    private sealed record Hit(string Icon, string Text, string Href, ContentState? State = null);
}
