using Microsoft.Playwright;

namespace Broadcaster.Tests.Support;

public static class PageExtensions
{
    /// <summary>Opens a page of the dashboard and waits until it is live: a click on the server's first paint is lost.</summary>
    public static async Task OpenAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Locator("[data-live=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }
}
