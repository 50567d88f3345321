using System.Globalization;
using System.Text.RegularExpressions;
using Broadcaster.Tests.Support;
using Microsoft.Playwright;

namespace Broadcaster.Tests.EndToEnd;

/// <summary>A new user's first ten minutes: from an empty database to a piece that two people saw go out.</summary>
public sealed class FirstTenMinutesTests
{
    private const string Title = "The harbour opens again";

    [Fact]
    public async Task EmptyDatabase_SetUpWriteApproveScheduleAndWatch_IsOutOnceEverywhere()
    {
        await using var sink = await CountingSink.StartAsync();
        await using var app = new BroadcasterApp(mayReachThisMachine: true);
        var address = app.StartForBrowser().ToString();
        await using var mine = await Browser.NewContextAsync(Screen.Desktop, baseUrl: new Uri(address));
        await using var hers = await Browser.NewContextAsync(Screen.Phone, baseUrl: new Uri(address));
        var ada = await mine.NewPageAsync();
        var bea = await hers.NewPageAsync();

        await SetUpAsync(ada);
        var invitation = await InviteAsync(ada);
        await AcceptAsync(bea, invitation);
        await AddWebhookAsync(ada, sink.Script(SinkAnswer.Ok));
        var piece = await WriteAndSubmitAsync(ada);

        // A second member approves in a second browser, on a phone; the first sees it without reloading.
        await bea.OpenAsync(piece.Replace("/content/", "/review/", StringComparison.Ordinal));
        await bea.Locator("[data-approve]").ClickAsync();
        await Assertions.Expect(ada.Locator(".approvals").GetByText("Bea Adams")).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Assertions.Expect(ada.Locator("[data-next]")).ToContainTextAsync("Schedule", new() { Timeout = 40_000 });

        await ScheduleAsync(ada);
        await Assertions.Expect(ada.GetByText("Going out", new() { Exact = true })).ToBeVisibleAsync();
        await ada.Locator(".jobs a[href*='/jobs/']").Filter(new() { HasText = "Harbour relay" }).ClickAsync();

        // The job's page moves by itself to the end.
        var progress = ada.GetByRole(AriaRole.Progressbar).First;
        await Assertions.Expect(progress).ToHaveAttributeAsync("aria-valuenow", "100", new() { Timeout = 90_000 });
        await Assertions.Expect(ada.Locator("main")).ToContainTextAsync("Out since");

        using var reader = new HttpClient { BaseAddress = new Uri(address) };
        var index = await Eventually.GetAsync(
            async () => await reader.GetStringAsync("/site/harbour-news") is var html && html.Contains(Title, StringComparison.Ordinal) ? html : null, () => "The piece is not on the site.");
        var link = Regex.Match(index, "href=\"([^\"]*/site/harbour-news/the-harbour[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        var page = await reader.GetStringAsync(link);
        Assert.Contains("<strong>Saturday</strong>", page, StringComparison.Ordinal);
        Assert.Contains("application/ld+json", page, StringComparison.Ordinal);
        Assert.Contains("og:title", page, StringComparison.Ordinal);
        Assert.Contains(Title, await reader.GetStringAsync("/site/harbour-news/feed.xml"), StringComparison.Ordinal);
        Assert.Contains("/site/harbour-news/the-harbour", await reader.GetStringAsync("/site/harbour-news/sitemap.xml"), StringComparison.Ordinal);
        Assert.Equal(1, sink.Count);
    }

    private static async Task SetUpAsync(IPage page)
    {
        // Any first visit leads to the set-up.
        await page.GotoAsync("/");
        await page.WaitForURLAsync("**/setup");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ada Byron");
        await page.GetByLabel("Email").FillAsync("ada@example.com");
        await page.GetByLabel("Password").FillAsync("a harbour in the fog");
        await page.GetByLabel("Workspace name").FillAsync("Harbour News");
        await page.GetByLabel("Time zone").FillAsync("Europe/Berlin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create workspace" }).ClickAsync();
        await page.WaitForURLAsync("**/w/harbour-news**");
    }

    private static async Task<string> InviteAsync(IPage page)
    {
        await page.OpenAsync("/w/harbour-news/members");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await page.Locator("#invite-name").FillAsync("Bea Adams");
        await page.Locator("#invite-email").FillAsync("bea@example.com");
        await page.Locator("#invite-role").SelectOptionAsync("Reviewer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
        var link = page.GetByLabel("Invitation link");
        await Assertions.Expect(link).ToBeVisibleAsync();
        return await link.InputValueAsync();
    }

    private static async Task AcceptAsync(IPage page, string invitation)
    {
        await page.GotoAsync(invitation);
        await page.GetByLabel("Password").FillAsync("a lighthouse in the rain");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Join", RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await page.WaitForURLAsync("**/w/harbour-news**");
    }

    private static async Task AddWebhookAsync(IPage page, string url)
    {
        await page.OpenAsync("/w/harbour-news/channels/add?connector=webhook");
        await page.Locator("#channel-name").FillAsync("Harbour relay");
        await page.Locator("input[type=url]").First.FillAsync(url);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add channel" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Harbour relay").First).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/channels$", RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = 40_000 });
    }

    private static async Task<string> WriteAndSubmitAsync(IPage page)
    {
        await page.OpenAsync("/w/harbour-news/content/new");
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("/new$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.Locator("[data-field=title]").FillAsync(Title);
        await page.Locator("[data-field=body]").FillAsync("From **Saturday** on, boats may land again.\n\nThe fish market opens at six.");
        await Assertions.Expect(page.Locator("[data-typing]")).ToContainTextAsync("Saved");
        foreach (var channel in (string[])["Site", "Harbour relay"])
        {
            await page.Locator(".channels label").Filter(new() { HasText = channel }).Locator("input").CheckAsync();
        }

        await Assertions.Expect(page.Locator("[data-typing]")).ToContainTextAsync("Saved");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit for review" }).ClickAsync();
        await Assertions.Expect(page.GetByText("In review").First).ToBeVisibleAsync();
        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task ScheduleAsync(IPage page)
    {
        await page.Locator("[data-next]").ClickAsync();
        await Assertions.Expect(page.Locator("#schedule-date")).ToBeVisibleAsync(new() { Timeout = 40_000 });

        // The next full minute of the workspace's zone, unless it is so near that the page could miss it.
        var local = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var due = local.AddSeconds(60 - local.Second + (local.Second > 50 ? 60 : 0));
        await page.Locator("#schedule-date").FillAsync(due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await page.Locator("#schedule-time").FillAsync(due.ToString("HH:mm", CultureInfo.InvariantCulture));
        await Assertions.Expect(page.Locator("[data-words]")).ToContainTextAsync("Harbour relay");
        await page.Locator("[data-confirm]").ClickAsync();
        await Assertions.Expect(page.GetByText("Scheduled", new() { Exact = true }).First).ToBeVisibleAsync();
    }
}
