using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Costs;
using Bunit;
using Radzen.Blazor;

namespace Broadcaster.Tests.Components.Pages.Costs;

public sealed class CostsPageTests : PageTestBase
{
    [Fact]
    public void Opened_NothingSpent_SaysSoAndTheCeilings()
    {
        var page = RenderPage<CostsPage>(Role.Viewer);

        Assert.Contains("Nothing was spent", page.Markup, StringComparison.Ordinal);
        Assert.Contains("of $10.00", page.Find("[role=progressbar]").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opened_CallsMade_SumsThemByModelAndTask()
    {
        // It measures itself in the browser.
        ComponentFactories.AddStub<RadzenChart>();
        await AddAsync("gpt-5", AiTask.Generate, 300_000_000);
        await AddAsync("gpt-5", AiTask.Refine, 60_000_000);
        await AddAsync("claude-haiku-4-5", AiTask.Refine, 40_000_000);

        var rows = RenderPage<CostsPage>().FindAll("tbody tr");

        Assert.Equal(["gpt-5", "2", "300", "$0.36", "90 %"], rows[0].Children.Select(c => c.TextContent));
        Assert.Equal(["claude-haiku-4-5", "1", "150", "$0.04", "10 %"], rows[1].Children.Select(c => c.TextContent));
        Assert.Equal("generate", rows[2].Children[0].TextContent);
    }

    [Theory]
    [InlineData(0, "$0")]
    [InlineData(0.00000001, "< $0.0001")]
    [InlineData(0.0345, "$0.0345")]
    [InlineData(1234.5, "$1,234.50")]
    public void Dollars_Amount_ReadsAsMoney(double amount, string words) => Assert.Equal(words, CostWords.Dollars((decimal)amount));

    private Task AddAsync(string model, AiTask task, long nanos) => App.AddAsync(new CostRecord
    {
        Id = Guid.CreateVersion7(),
        WorkspaceId = App.Workspace.Id,
        Task = task,
        Provider = "openai",
        Model = model,
        TokensIn = 100,
        TokensOut = 50,
        Nanos = nanos,
        Outcome = CostOutcome.Billed,
        At = App.Clock.GetUtcNow(),
        Day = DateOnly.FromDateTime(App.Clock.GetUtcNow().UtcDateTime),
    });
}
