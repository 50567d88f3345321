using Broadcaster.Core.Common;
using Broadcaster.Core.Plans;
using Broadcaster.Core.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Plans;
using Bunit;

namespace Broadcaster.Tests.Components.Pages.Plans;

public sealed class BatchPageTests : PageTestBase
{
    [Fact]
    public async Task Propose_Week_ShowsTheSlotsAndMakesNothing()
    {
        var page = await ProposeAsync();

        Assert.Equal(7, page.FindAll(".slot").Count);
        Assert.Contains("Create 7 plans", page.Markup, StringComparison.Ordinal);
        Assert.Equal(0, (await PlansAsync()).Total);
    }

    [Fact]
    public async Task Create_AfterTheProposal_MakesWhatWasShown()
    {
        var page = await ProposeAsync();
        var shown = page.FindAll(".slot .topic").Select(t => t.TextContent).Order().ToList();

        await page.Find("[data-create]").ClickAsync();

        Assert.Equal(shown, (await PlansAsync()).Items.Select(p => p.Topic).Order());
    }

    [Fact]
    public async Task Propose_NoThemeAndNoSource_SaysWhatIsMissing()
    {
        var page = RenderPage<BatchPage>(Role.Author);

        await page.Find("form").SubmitAsync();

        Assert.Contains("Give themes, or a source of ideas, or both.", page.Markup, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<BatchPage>> ProposeAsync()
    {
        var page = RenderPage<BatchPage>(Role.Author);
        await page.FindAll("input[type=checkbox]")[0].ChangeAsync(false);
        await page.Find("input[aria-label='Theme 1']").ChangeAsync("City bees");
        await page.Find("form").SubmitAsync();
        return page;
    }

    private Task<Page<ContentPlan>> PlansAsync() => App.Get<PlanQueries>().ListAsync(App.CallerAs(Role.Viewer), new PlanFilter(), new PageRequest(), default);
}
