using Broadcaster.Core.Common;
using Broadcaster.Core.Workspaces;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Shared;

/// <summary>
/// Base of the pages under <c>/w/{slug}</c>: who looks, in which workspace, and a token that ends with the page.
/// The layout renders a page only once the membership is checked, so <see cref="Workspace"/> is always there.
/// </summary>
public abstract class PageBase : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource gone = new();

    // Taken once: a source that is disposed hands out no token any more.
    protected PageBase() => Gone = gone.Token;

    [Parameter]
    public string Slug { get; set; } = "";

    [CascadingParameter]
    public required CurrentWorkspace Workspace { get; set; }

    [Inject]
    public required Toasts Toasts { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    protected Caller Caller => Workspace.Caller;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone { get; }

    protected bool May(WorkspaceAction action) => Workspace.May(action);

    /// <summary>True when it is done; otherwise says why not, and the page stays as it is.</summary>
    protected bool Succeeded(Result result)
    {
        if (result.Error is { } error)
        {
            Toasts.Problem(error);
        }

        return result.Ok;
    }

    /// <inheritdoc cref="Succeeded(Result)"/>
    protected bool Succeeded<T>(Result<T> result)
    {
        if (result.Error is { } error)
        {
            Toasts.Problem(error);
        }

        return result.Ok;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            gone.Cancel();
            gone.Dispose();
        }
    }
}
