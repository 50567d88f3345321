using System.Text.RegularExpressions;
using Broadcaster.Tests.Foundation.Ai;
using Broadcaster.Tests.Planning.Plans;
using Broadcaster.Tests.Support;
using Microsoft.Playwright;

namespace Broadcaster.Tests.EndToEnd;

/// <summary>From a topic to a piece, in the browser: a model set up and tried, each step seen, the draft approved.</summary>
public sealed class PlanningTests
{
    [Fact]
    public async Task Topic_StartedWatchedAndApproved_IsAPieceWithItsText()
    {
        var write = new TaskCompletionSource();
        await using var server = await FakeModelServer.StartAsync();
        server.Answer = call => call.Form == "draft" ? GoodAnswers.For(call) with { Wait = write.Task } : GoodAnswers.For(call);
        await using var app = new BroadcasterApp(bootstrapped: true, mayReachThisMachine: true);
        await using var context = await Browser.NewContextAsync(Screen.Desktop, baseUrl: app.StartForBrowser());
        var page = await context.NewPageAsync();
        await BroadcasterApp.SignInAsync(page);

        await SetUpModelAsync(page, server.Url);
        await page.OpenAsync("/w/main/plans");
        await Assertions.Expect(page.GetByText("No plans yet")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Plan the first piece" }).ClickAsync();
        await page.Locator("[data-start]").ClickAsync();
        await Assertions.Expect(page.GetByText("Say what the piece is to be about.")).ToBeVisibleAsync();
        await page.GetByLabel("Topic", new() { Exact = true }).FillAsync("Bees on city roofs");
        await page.GetByLabel("Keywords").FillAsync("city bees");
        await page.Locator("label.check").Filter(new() { HasText = "Site" }).Locator("input").CheckAsync();
        await page.Locator("[data-start]").ClickAsync();

        // The draft is held back until the page has shown by itself that it is being written.
        await Assertions.Expect(page.Locator("main").GetByText("Writing", new() { Exact = true }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-move=cancel]")).ToBeVisibleAsync();
        write.SetResult();

        await Assertions.Expect(page.Locator("[data-move=approve]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".stages .done")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator(".prose")).ToContainTextAsync("a good bicycle");
        await Assertions.Expect(page.GetByText("SEO score").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Log" }).ClickAsync();
        await Assertions.Expect(page.Locator(".lines")).ToContainTextAsync("The draft is written: Bees on city roofs: how to begin.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Draft", Exact = true }).ClickAsync();
        await page.Locator("[data-move=approve]").ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/content/", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(page.Locator("[data-field=title]")).ToHaveValueAsync("Bees on city roofs: how to begin");
        await Assertions.Expect(page.Locator("[data-field=body]")).ToHaveValueAsync(new Regex("^Bees do well on city roofs", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.OpenAsync("/w/main/costs");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("gpt-4o-mini");
    }

    [Fact]
    public async Task BadInput_FieldIsNamedAndWhatWasTypedStays()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        await using var context = await Browser.NewContextAsync(Screen.Phone, baseUrl: app.StartForBrowser());
        var page = await context.NewPageAsync();
        await BroadcasterApp.SignInAsync(page);
        await page.OpenAsync("/w/main/plans/new");
        await Assertions.Expect(page.GetByText("No model is set up")).ToBeVisibleAsync();
        await page.GetByLabel("Topic", new() { Exact = true }).FillAsync("Bees");
        await page.GetByLabel("Pages to compare with").FillAsync("not an address");

        await page.Locator("[data-start]").ClickAsync();

        await Assertions.Expect(page.Locator("#plan-urls-error")).ToContainTextAsync("not an address");
        await Assertions.Expect(page.GetByLabel("Topic", new() { Exact = true })).ToHaveValueAsync("Bees");
    }

    private static async Task SetUpModelAsync(IPage page, string address)
    {
        await page.OpenAsync("/w/main/settings?topic=models");
        await page.GetByText("OpenAI, or anything that speaks its protocol").ClickAsync();
        await page.GetByLabel("API key").FillAsync("sk-anything");
        await page.GetByLabel("Address").FillAsync(address);
        await page.GetByLabel("Model", new() { Exact = true }).FillAsync("gpt-4o-mini");
        await page.GetByLabel("Rounds of refinement at most").FillAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and test" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-model-test=ok]")).ToContainTextAsync("gpt-4o-mini");
    }
}
