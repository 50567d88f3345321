using Broadcaster.Tests.Support;
using Microsoft.Playwright;

namespace Broadcaster.Tests.EndToEnd;

public sealed class DashboardTests
{
    [Theory]
    [InlineData(Screen.Desktop, ColorScheme.Light)]
    [InlineData(Screen.Phone, ColorScheme.Dark)]
    public async Task Start_NobodySignedIn_LeadsToSignInWithEveryFile(Screen screen, ColorScheme theme)
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        await using var context = await Browser.NewContextAsync(screen, theme, app.StartForBrowser());
        var page = await context.NewPageAsync();
        var troubles = new List<string>();
        page.Console += (_, message) => troubles.AddRange(message.Type == "error" ? [message.Text] : []);
        page.PageError += (_, error) => troubles.Add(error);
        page.Response += (_, response) => troubles.AddRange(response.Status >= 400 ? [$"{response.Status} {response.Url}"] : []);

        await page.GotoAsync("/");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
        Assert.True(troubles.Count == 0, string.Join(Environment.NewLine, troubles));
    }
}
