using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Broadcaster.Tests.Support;

/// <summary>Stands for the layout around a page: each time that it is rendered it hands the page the workspace and its parameters again.</summary>
public sealed class PageFrame<TPage> : ComponentBase
    where TPage : IComponent
{
    [Parameter, EditorRequired]
    public required CurrentWorkspace Workspace { get; set; }

    [Parameter]
    public IReadOnlyDictionary<string, object> Parameters { get; set; } = new Dictionary<string, object>();

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<CascadingValue<CurrentWorkspace>>(0);
        builder.AddComponentParameter(1, nameof(CascadingValue<>.Value), Workspace);
        builder.AddComponentParameter(2, nameof(CascadingValue<>.ChildContent), (RenderFragment)(page =>
        {
            page.OpenComponent<TPage>(0);
            page.AddMultipleAttributes(1, Parameters);
            page.CloseComponent();
        }));
        builder.CloseComponent();
    }
}
