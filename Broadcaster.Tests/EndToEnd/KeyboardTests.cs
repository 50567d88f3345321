using Broadcaster.Tests.Support;
using Microsoft.Playwright;

namespace Broadcaster.Tests.EndToEnd;

public sealed class KeyboardTests
{
    private const string FocusIsInside = "() => document.activeElement.closest('.rz-dialog') !== null";

    [Fact]
    public async Task Dialogs_TakeTheFocusGiveItBackAndCloseOnEscape()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        await using var context = await Browser.NewContextAsync(baseUrl: app.StartForBrowser());
        var page = await context.NewPageAsync();
        await BroadcasterApp.SignInAsync(page);

        await page.OpenAsync("/w/main/members");
        await OpensAndClosesAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Invite" }));
        await OpensAndClosesAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Leave" }));
        await OpensAndClosesAsync(page, page.Locator("[data-palette]"));
        await page.OpenAsync("/w/main/tokens");
        await OpensAndClosesAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "New token" }));
    }

    [Fact]
    public async Task Navigation_InsideTheDashboard_BringsTheFocusToTheHeading()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        await using var context = await Browser.NewContextAsync(baseUrl: app.StartForBrowser());
        var page = await context.NewPageAsync();
        await BroadcasterApp.SignInAsync(page);
        await page.OpenAsync("/w/main/members");

        await page.GetByRole(AriaRole.Link, new() { Name = "Jobs", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Jobs", Level = 1 })).ToBeFocusedAsync();
    }

    private static async Task OpensAndClosesAsync(IPage page, ILocator opener)
    {
        await opener.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".rz-dialog")).ToHaveCountAsync(1);
        await page.WaitForFunctionAsync(FocusIsInside);

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".rz-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(opener).ToBeFocusedAsync();
    }
}
