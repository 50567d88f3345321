using Microsoft.Playwright;

namespace Broadcaster.Tests.Support;

/// <summary>One headless Chromium for the whole run; a test takes a context (cookies, size, theme) of its own.</summary>
public static class Browser
{
    private static readonly Lazy<Task<IBrowser>> Chromium = new(LaunchAsync);

    public static async Task<IBrowserContext> NewContextAsync(
        Screen screen = Screen.Desktop,
        ColorScheme theme = ColorScheme.Light,
        Uri? baseUrl = null)
    {
        var browser = await Chromium.Value;
        // A busy machine is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(40_000);
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = baseUrl?.ToString(),
            ViewportSize = screen == Screen.Phone ? new() { Width = 390, Height = 844 } : new() { Width = 1440, Height = 900 },
            IsMobile = screen == Screen.Phone,
            HasTouch = screen == Screen.Phone,
            ColorScheme = theme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
        });
        context.SetDefaultTimeout(45_000);
        return context;
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Args =
            [
                "--no-sandbox", // root, as in a container, has no sandbox to use
                "--disable-gpu",
                "--disable-dev-shm-usage",
                // Nothing but the tests' own server is ever asked for.
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        });
    }
}
