using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Shared;
using Broadcaster.Web.Tenancy;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace Broadcaster.Tests.Components.Shared;

public sealed class ScheduleDialogTests : BunitTestBase
{
    [Fact]
    public async Task Confirm_TimeInTheZone_QueuedForThatInstant()
    {
        await using var app = await TestApp.StartAsync();
        var item = await DraftAsync(app);
        var dialog = Render(app, item);

        Enter(dialog, "2026-12-24", "18:30");
        Assert.Contains("24 December", Words(dialog), StringComparison.Ordinal);
        Assert.Contains("18:30 (Berlin", Words(dialog), StringComparison.Ordinal);
        await dialog.Find("[data-confirm]").ClickAsync(new());

        var saved = await app.FindContentAsync(item.Id);
        Assert.Equal(ContentState.Scheduled, saved!.State);
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 17, 30, 0, TimeSpan.Zero), saved.ScheduledAt);
    }

    [Fact]
    public async Task Time_ThatTheClocksSkip_ExplainedWithTheNextThatExists()
    {
        await using var app = await TestApp.StartAsync();
        var dialog = Render(app, await DraftAsync(app));

        Enter(dialog, "2027-03-28", "02:30");

        Assert.Contains("does not exist", dialog.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.True(dialog.Find("[data-confirm]").HasAttribute("disabled"));
        await dialog.Find(".notice button").ClickAsync();
        Assert.Equal("03:00", dialog.Find("#schedule-time").GetAttribute("value"));
        Assert.False(dialog.Find("[data-confirm]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Time_ThatComesTwice_AsksWhichAndTakesTheAnswer()
    {
        await using var app = await TestApp.StartAsync();
        var item = await DraftAsync(app);
        var dialog = Render(app, item);

        Enter(dialog, "2027-10-31", "02:30");
        Assert.True(dialog.Find("[data-confirm]").HasAttribute("disabled"));
        await dialog.FindAll("input[name=occurrence]")[1].ChangeAsync(true);
        await dialog.Find("[data-confirm]").ClickAsync(new());

        Assert.Equal(new DateTimeOffset(2027, 10, 31, 1, 30, 0, TimeSpan.Zero), (await app.FindContentAsync(item.Id))!.ScheduledAt);
    }

    [Fact]
    public async Task Time_ThatIsOver_SaysSoAndKeepsIt()
    {
        await using var app = await TestApp.StartAsync();
        var dialog = Render(app, await DraftAsync(app));

        Enter(dialog, "2001-01-01", "10:00");

        Assert.Contains("over", dialog.Find(".field-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("2001-01-01", dialog.Find("#schedule-date").GetAttribute("value"));
    }

    [Fact]
    public async Task Channel_ThatWouldRefuse_ShowsProblemWithFixAndCannotConfirm()
    {
        await using var app = await TestApp.StartAsync();
        var channel = await app.AddChannelAsync(name: "Short notes");
        var item = await app.AddContentAsync(author: app.CallerAs(Role.Editor), body: new string('x', TestConnector.Limit + 1), channels: [channel]);
        var dialog = Render(app, item);

        Assert.NotEmpty(dialog.FindAll(".problem-list li.bad"));
        Assert.True(dialog.Find("[data-confirm]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Confirm_RefusedMeanwhile_SaysWhyAndKeepsWhatWasEntered()
    {
        await using var app = await TestApp.StartAsync();
        var item = await DraftAsync(app);
        var dialog = Render(app, item);
        Enter(dialog, "2026-12-24", "18:30");
        await app.Get<ArchiveContent>().ExecuteAsync(app.CallerAs(Role.Editor), item.Id, CancellationToken.None);

        await dialog.Find("[data-confirm]").ClickAsync(new());

        Assert.Contains("archived", dialog.Find(".notice.bad").TextContent, StringComparison.Ordinal);
        Assert.Equal("18:30", dialog.Find("#schedule-time").GetAttribute("value"));
        Assert.True(dialog.Find("input[type=checkbox]").HasAttribute("checked"));
    }

    [Fact]
    public async Task Now_DryRun_StartsOneAndThePieceStays()
    {
        await using var app = await TestApp.StartAsync();
        var item = await DraftAsync(app);
        var dialog = Render(app, item);

        await dialog.FindAll("input[name=when]")[1].ChangeAsync(true);
        await dialog.FindAll("input[type=checkbox]")[^1].ChangeAsync(true);
        Assert.Contains("dry run", Words(dialog), StringComparison.Ordinal);
        await dialog.Find("[data-confirm]").ClickAsync(new());

        Assert.Equal(ContentState.Draft, (await app.FindContentAsync(item.Id))!.State);
    }

    [Theory]
    [InlineData("2026-03-02T08:30:00Z", "2026-03-02", "09:30")]
    [InlineData("2026-01-13T08:30:00Z", "2026-01-14", "14:00")]
    public async Task Slot_OfTheBatchThatItComesFrom_IsOfferedFirstWhileItIsToCome(string slot, string date, string time)
    {
        await using var app = await TestApp.StartAsync();

        var dialog = Render(app, await DraftAsync(app), DateTimeOffset.Parse(slot, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal((date, time), (dialog.Find("#schedule-date").GetAttribute("value"), dialog.Find("#schedule-time").GetAttribute("value")));
    }

    private static async Task<ContentItem> DraftAsync(TestApp app) =>
        await app.AddContentAsync(author: app.CallerAs(Role.Editor), channels: [await app.AddChannelAsync(name: "Notes")]);

    private static void Enter(IRenderedComponent<ScheduleDialog> dialog, string date, string time)
    {
        dialog.Find("#schedule-date").Input(date);
        dialog.Find("#schedule-time").Input(time);
    }

    private static string Words(IRenderedComponent<ScheduleDialog> dialog) => dialog.Find("[data-words]").TextContent;

    private IRenderedComponent<ScheduleDialog> Render(TestApp app, ContentItem item, DateTimeOffset? slot = null)
    {
        Services.AddSingleton(app.Clock);
        Services.AddFallbackServiceProvider(app.Services);
        Services.AddScoped(_ => new DialogService(Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>(), JSInterop.JSRuntime));
        var caller = app.CallerAs(Role.Editor);
        var workspace = new CurrentWorkspace(caller, app.Workspace.Name, "Europe/Berlin", "ed@example.test", []);
        var dialog = Render<ScheduleDialog>(p => p
            .Add(d => d.Workspace, workspace)
            .Add(d => d.ContentId, item.Id)
            .Add(d => d.Slot, slot)
            .Add(d => d.ChannelIds, item.Targets.ConvertAll(t => t.ChannelId)));
        dialog.WaitForAssertion(() => Assert.NotEmpty(dialog.FindAll(".where li")));
        return dialog;
    }
}
