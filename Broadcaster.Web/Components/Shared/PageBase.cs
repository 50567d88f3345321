using System.Collections.Concurrent;
using System.Reflection;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Shared;

/// <summary>
/// Base of the pages under <c>/w/{slug}</c>: who looks, in which workspace, and a token that ends with the page.
/// The layout renders a page only once the membership is checked, so <see cref="Workspace"/> is always there.
/// </summary>
public abstract class PageBase : ComponentBase, IDisposable
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Addressed = new();

    private readonly CancellationTokenSource gone = new();
    private object?[]? asked;

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

    /// <summary>
    /// Whether the address asks for something else than last time, or the role has changed: a page reads in
    /// <c>OnParametersSetAsync</c> only then. The frame sets a page's parameters also when nothing about the page has
    /// changed, and what was typed, pointed at or opened must outlive that.
    /// </summary>
    protected bool AddressChanged()
    {
        var properties = Addressed.GetOrAdd(GetType(), type =>
            [.. type.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute)) || p.IsDefined(typeof(SupplyParameterFromQueryAttribute)))]);
        object?[] now = [Caller.WorkspaceId, Caller.Role, .. properties.Select(p => p.GetValue(this))];
        if (asked is not null && asked.SequenceEqual(now))
        {
            return false;
        }

        asked = now;
        return true;
    }

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
