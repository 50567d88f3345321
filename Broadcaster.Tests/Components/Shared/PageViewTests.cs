using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Shared;
using Bunit;
using Microsoft.AspNetCore.Components;
using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace Broadcaster.Tests.Components.Shared;

public sealed class PageViewTests : BunitTestBase
{
    [Fact]
    public void OtherItem_OfTheSamePage_IsShownByAPageOfItsOwn()
    {
        var view = RenderTo<ItemPage>("one");
        var first = view.FindComponent<ItemPage>().Instance;

        view.Render(p => p.Add(v => v.RouteData, To<ItemPage>("two")));

        var second = view.FindComponent<ItemPage>().Instance;
        Assert.NotSame(first, second);
        Assert.True(first.Ended);
        Assert.Equal(["one"], first.Shown);
        Assert.Equal(["two"], second.Shown);
    }

    [Fact]
    public void SameItem_NavigatedToAgain_PageStays()
    {
        var view = RenderTo<ItemPage>("one");
        var first = view.FindComponent<ItemPage>().Instance;

        view.Render(p => p.Add(v => v.RouteData, To<ItemPage>("one")));

        Assert.Same(first, view.FindComponent<ItemPage>().Instance);
        Assert.False(first.Ended);
    }

    [Fact]
    public void OtherItem_OfAPageThatStaysOpen_PageStays()
    {
        var view = RenderTo<ListPage>("one");
        var first = view.FindComponent<ListPage>().Instance;

        view.Render(p => p.Add(v => v.RouteData, To<ListPage>("two")));

        Assert.Same(first, view.FindComponent<ListPage>().Instance);
        Assert.Equal(["one", "two"], first.Shown);
    }

    [Fact]
    public void OtherWorkspace_OfAPageThatStaysOpen_IsShownByAPageOfItsOwn()
    {
        var view = RenderTo<ListPage>("one");
        var first = view.FindComponent<ListPage>().Instance;

        view.Render(p => p.Add(v => v.RouteData, To<ListPage>("one", slug: "other")));

        Assert.NotSame(first, view.FindComponent<ListPage>().Instance);
    }

    private IRenderedComponent<PageView> RenderTo<TPage>(string id) => Render<PageView>(p => p.Add(v => v.RouteData, To<TPage>(id)).Add(v => v.DefaultLayout, typeof(Frame)));

    private static RouteData To<TPage>(string id, string slug = "main") => new(typeof(TPage), new Dictionary<string, object?> { ["Slug"] = slug, ["Id"] = id });

    private sealed class Frame : LayoutComponentBase
    {
        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) => builder.AddContent(0, Body);
    }

    private class ItemPage : ComponentBase, IDisposable
    {
        [Parameter]
        public string Slug { get; set; } = "";

        [Parameter]
        public string Id { get; set; } = "";

        public List<string> Shown { get; } = [];

        public bool Ended { get; private set; }

        public void Dispose() => Ended = true;

        protected override void OnParametersSet()
        {
            if (Shown.Count == 0 || Shown[^1] != Id)
            {
                Shown.Add(Id);
            }
        }
    }

    [StaysOpen]
    private sealed class ListPage : ItemPage;
}
