using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Broadcaster.Web.Components.Shared;

/// <summary>
/// Shows the page that the address names, a new one for each thing that it names: from one piece to another the page of the
/// first ends, with its reads, dialogs and script, and nothing of it reaches the second. What stands behind the question mark
/// (filters, tabs) changes the page that is there.
/// </summary>
public sealed class PageView : RouteView
{
    /// <summary>The same for two addresses that are shown by the same page.</summary>
    public static object KeyOf(Microsoft.AspNetCore.Components.RouteData route)
    {
        var page = route.PageType;
        var values = page.IsDefined(typeof(StaysOpenAttribute)) ? route.RouteValues.Where(v => v.Key == nameof(PageBase.Slug)) : route.RouteValues;
        return (page, string.Join('\n', values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}")));
    }

    protected override void Render(RenderTreeBuilder builder)
    {
        builder.OpenComponent<LayoutView>(0);
        builder.AddComponentParameter(1, nameof(LayoutView.Layout), RouteData.PageType.GetCustomAttribute<LayoutAttribute>()?.LayoutType ?? DefaultLayout);
        builder.AddComponentParameter(2, nameof(LayoutView.ChildContent), (RenderFragment)RenderPage);
        builder.CloseComponent();
    }

    private void RenderPage(RenderTreeBuilder builder)
    {
        builder.OpenComponent(0, RouteData.PageType);
        builder.SetKey(KeyOf(RouteData));
        foreach (var (name, value) in RouteData.RouteValues)
        {
            builder.AddComponentParameter(1, name, value);
        }

        builder.CloseComponent();
    }
}
