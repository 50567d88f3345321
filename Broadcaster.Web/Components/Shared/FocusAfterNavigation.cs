using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Broadcaster.Web.Components.Shared;

/// <summary>
/// Brings the focus to the heading of a page that one has gone to inside the dashboard. The page that was loaded first keeps
/// its focus where it is: somebody may already type.
/// </summary>
public sealed class FocusAfterNavigation(IJSRuntime js) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private object? page;
    private bool arrived;

    [Parameter, EditorRequired] public Microsoft.AspNetCore.Components.RouteData RouteData { get; set; } = null!;

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override void OnParametersSet()
    {
        var key = PageView.KeyOf(RouteData);
        arrived |= page is not null && !page.Equals(key);
        page = key;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!arrived)
        {
            return;
        }

        arrived = false;
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", gone.Token, "./js/focus.js");
            await module.InvokeVoidAsync("focusHeading", gone.Token);
        }
        catch (Exception left) when (left is JSDisconnectedException or OperationCanceledException)
        {
            // Nobody looks at the page any more.
        }
    }
}
