using Broadcaster.Tests.Support;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Broadcaster.Tests.EndToEnd;

public sealed class KeptTypingTests
{
    [Fact]
    public async Task Form_PageIsLoadedAnewByTheServersRestart_HoldsWhatWasTyped()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        await using var context = await Browser.NewContextAsync(baseUrl: app.StartForBrowser());
        var page = await context.NewPageAsync();
        await BroadcasterApp.SignInAsync(page);
        await page.OpenAsync("/w/main/settings?topic=site");
        await page.Locator("#site-title").PressSequentiallyAsync("Typed before the restart");

        // What Blazor's script does where the server knows the page no longer.
        await page.EvaluateAsync("() => { window.before = true; document.getElementById('components-reconnect-modal').className = 'components-reconnect-rejected'; }");
        await page.WaitForFunctionAsync("() => window.before === undefined");

        await Assertions.Expect(page.Locator("#site-title")).ToHaveValueAsync("Typed before the restart");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        Assert.Contains("Typed before the restart", await (await context.APIRequest.GetAsync("/site/main")).TextAsync(), StringComparison.Ordinal);
    }
    [Fact]
    public async Task Form_ServerGaveThePageUpWhileItWasAway_HoldsWhatWasTyped()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        // Minutes, but for a test.
        await using var forgetful = app.WithWebHostBuilder(host => host.ConfigureTestServices(services =>
            services.Configure<CircuitOptions>(options => options.DisconnectedCircuitMaxRetained = 0)));
        forgetful.UseKestrel(0);
        forgetful.StartServer();
        await using var context = await Browser.NewContextAsync(baseUrl: forgetful.ClientOptions.BaseAddress);
        var page = await context.NewPageAsync();
        await BroadcasterApp.SignInAsync(page);
        await page.OpenAsync("/w/main/settings?topic=site");
        await page.Locator("#site-title").PressSequentiallyAsync("Typed before it was away");

        await page.EvaluateAsync("() => { window.before = true; Blazor._internal.forceCloseConnection(); }");
        await page.WaitForFunctionAsync("() => window.before === undefined");

        await Assertions.Expect(page.Locator("#site-title")).ToHaveValueAsync("Typed before it was away");
    }
}
