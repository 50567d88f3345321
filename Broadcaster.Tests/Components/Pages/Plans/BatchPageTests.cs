using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Batches;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Plans;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task Create_SourceSaysSomethingElseByNow_MakesWhatWasShown()
    {
        var document = new LivingDocument();
        Services.AddSingleton(new PlanBatch(App.Database, App.Get<CreatePlan>(), [document], App.Clock));
        var page = RenderPage<BatchPage>(Role.Author);
        await page.Find("#batch-source").ChangeAsync("url");
        await page.Find("#batch-url").ChangeAsync("https://ideas.example/ideas.md");
        await page.Find("form").SubmitAsync();

        await page.Find("[data-create]").ClickAsync();

        Assert.Equal(["Honey", "Swarms"], (await PlansAsync()).Items.Select(p => p.Topic).Order());
        Assert.Equal(1, document.Reads);
    }

    [Fact]
    public async Task Change_AfterTheProposal_TakesItBack()
    {
        var page = await ProposeAsync();

        await page.Find("#batch-day").ChangeAsync("2");

        Assert.Empty(page.FindAll("[data-create]"));
        await page.Find("form").SubmitAsync();
        Assert.Contains("Create 14 plans", page.Markup, StringComparison.Ordinal);
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

    private sealed class LivingDocument : IBatchSourceReader
    {
        public int Reads { get; private set; }

        public string Kind => "url";

        public Task<Result<BatchIdeas>> ReadAsync(BatchSource source, CancellationToken ct) =>
            Task.FromResult<Result<BatchIdeas>>(MarkdownIdeas.Read(++Reads == 1 ? "- Swarms\n- Honey\n" : "- Wasps\n"));
    }
}
