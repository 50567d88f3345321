using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing.Navigation;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Broadcaster.Web.Components.Layout;

/// <summary>The frame of every page in a workspace: opens the workspace named in the address and hands it to the page.</summary>
public sealed partial class MainLayout(
    IWorkspaceGate gate,
    WorkspacePulse pulses,
    CostStanding ceilings,
    NavigationManager navigation,
    AuthenticationStateProvider authentication) : IDisposable
{
    // The counts follow within a second; while a thousand jobs go out, no faster than this.
    private static readonly TimeSpan PulsePace = TimeSpan.FromMilliseconds(700);

    private readonly CancellationTokenSource gone = new();
    private EventCallback<IReadOnlyList<LiveEvent>> onChange;
    private CurrentWorkspace? workspace;
    private Pulse? pulse;
    private ErrorBoundary? boundary;
    private string? opened, costWarning;
    private string path = "";
    private bool missing;

    // Taken once: a source that is disposed hands out no token any more.
    private CancellationToken left;

    [CascadingParameter]
    public Microsoft.AspNetCore.Components.RouteData? Route { get; set; }

    private string? Slug => Route?.RouteValues.TryGetValue("Slug", out var slug) == true ? slug as string : null;

    protected override void OnInitialized()
    {
        left = gone.Token;
        // Without a receiver: the frame is rendered, and with it every page told, only when it shows something else.
        onChange = new EventCallback<IReadOnlyList<LiveEvent>>(null, RefreshAsync);
        navigation.LocationChanged += OnLocationChanged;
        authentication.AuthenticationStateChanged += OnSessionChanged;
    }

    protected override async Task OnParametersSetAsync()
    {
        path = CurrentPath();
        if (Slug == opened)
        {
            return;
        }

        // Until the other one is open no page is shown: it would read, and write, in the one before.
        (opened, workspace, missing) = (Slug, null, false);
        if (opened is not null)
        {
            await OpenAsync(opened);
        }
    }

    public void Dispose()
    {
        navigation.LocationChanged -= OnLocationChanged;
        authentication.AuthenticationStateChanged -= OnSessionChanged;
        gone.Cancel();
        gone.Dispose();
    }

    private async Task OpenAsync(string slug)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (user.Identity is not { IsAuthenticated: true })
        {
            navigation.NavigateTo(Urls.SignInThen("/" + navigation.ToBaseRelativePath(navigation.Uri)), forceLoad: true);
            return;
        }

        var found = await gate.OpenAsync(user, slug, left);
        var counts = found is null ? null : await pulses.ReadAsync(found.Caller, left);
        var warning = found is null ? null : await WarningAsync(found);
        if (slug == opened)
        {
            (workspace, missing, pulse, costWarning) = (found, found is null, counts, warning);
        }
    }

    private async Task RefreshAsync(IReadOnlyList<LiveEvent> changes)
    {
        if (workspace is not { } here || (changes.Count > 0 && changes.All(c => c.Progress is not null)))
        {
            return;
        }

        // A changed role or name counts at once, without a new page.
        if (changes.Any(c => c.Type.StartsWith("member.", StringComparison.Ordinal) || c.Type.StartsWith("workspace.", StringComparison.Ordinal)))
        {
            await OpenAsync(here.Slug);
            StateHasChanged();
        }
        else
        {
            var counts = await pulses.ReadAsync(here.Caller, left);
            var warning = changes.Count == 0 || changes.Any(IsAboutMoney) ? await WarningAsync(here) : costWarning;
            if (here.Slug == opened && (counts != pulse || warning != costWarning))
            {
                (pulse, costWarning) = (counts, warning);
                StateHasChanged();
            }
        }
    }

    private async Task<string?> WarningAsync(CurrentWorkspace here) => (await ceilings.ReadAsync(here.Caller, null, left)).Warning;

    // That a ceiling comes near is told once; how near it is then follows what plans do.
    private bool IsAboutMoney(LiveEvent change) =>
        change.Type.StartsWith("cost.", StringComparison.Ordinal) || (costWarning is not null && change.Type.StartsWith("plan.", StringComparison.Ordinal));

    // A new password or "sign out everywhere" ends this page too: loaded anew, it leads to the sign-in.
    private void OnSessionChanged(Task<AuthenticationState> session) => _ = InvokeAsync(async () =>
    {
        if ((await session).User.Identity is not { IsAuthenticated: true })
        {
            navigation.Refresh(forceReload: true);
        }
    });

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        path = CurrentPath();
        boundary?.Recover();
        _ = InvokeAsync(StateHasChanged);
    }

    private void Recover() => boundary?.Recover();

    private string CurrentPath() => new Uri(navigation.Uri).AbsolutePath.TrimEnd('/');
}
