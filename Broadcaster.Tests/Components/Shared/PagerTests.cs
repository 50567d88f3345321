using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Shared;
using Bunit;

namespace Broadcaster.Tests.Components.Shared;

public sealed class PagerTests : BunitTestBase
{
    [Fact]
    public void Rendered_EverythingFits_ShowsNothing() =>
        Assert.Equal("", RenderPager(1, 50).Markup.Trim());

    [Fact]
    public void Rendered_FirstOfThree_LeadsOnlyForward()
    {
        var pager = RenderPager(1, 120);

        Assert.Equal("/jobs?page=2", Assert.Single(pager.FindAll("a")).GetAttribute("href"));
        Assert.Contains("1–50 of 120", pager.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Rendered_LastOfThree_LeadsOnlyBack()
    {
        var pager = RenderPager(3, 120);

        Assert.Equal("/jobs?page=2", Assert.Single(pager.FindAll("a")).GetAttribute("href"));
        Assert.Contains("101–120 of 120", pager.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<Pager> RenderPager(int number, int total) =>
        Render<Pager>(p => p.Add(x => x.Number, number).Add(x => x.PageSize, 50).Add(x => x.Total, total).Add(x => x.Href, page => $"/jobs?page={page}"));
}
