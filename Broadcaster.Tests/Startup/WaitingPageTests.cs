using Broadcaster.Core.Foundation.Data;
using Broadcaster.Tests.Support;
using Microsoft.Playwright;

namespace Broadcaster.Tests.Startup;

/// <summary>The page that waits, in a browser: it goes on by itself to what was asked for.</summary>
public sealed class WaitingPageTests
{
    [Fact]
    public async Task Page_OpenedWhileTheDatabaseIsPrepared_GoesOnByItself()
    {
        await using var held = await HeldStart.StartAsync(DatabaseProvider.Sqlite);
        await using var browser = await Browser.NewContextAsync(Screen.Phone, ColorScheme.Dark, held.Address);
        var page = await browser.NewPageAsync();
        var said = new List<string>();
        page.Console += (_, line) => said.Add(line.Text);

        await page.GotoAsync("/signin?returnUrl=%2Faccount");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Broadcaster is starting" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The database is being prepared.");
        Assert.Equal("rgb(23, 26, 32)", await page.Locator("main").EvaluateAsync<string>("m => getComputedStyle(m).backgroundColor"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));

        await held.LetGoAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.EndsWith("/signin?returnUrl=%2Faccount", page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(said, line => line.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Site_OpenedByAReaderWhileTheDatabaseIsPrepared_GoesOnByItself()
    {
        await using var held = await HeldStart.StartAsync(DatabaseProvider.Sqlite);
        await using var browser = await Browser.NewContextAsync(baseUrl: held.Address);
        var page = await browser.NewPageAsync();

        await page.GotoAsync($"/site/{BroadcasterApp.Workspace}");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Back in a moment" })).ToBeVisibleAsync();

        await held.LetGoAsync();

        await Assertions.Expect(page.GetByText("Nothing has been published here yet.")).ToBeVisibleAsync();
    }
}
