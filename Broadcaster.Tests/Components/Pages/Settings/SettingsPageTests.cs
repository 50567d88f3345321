using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Settings;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Components.Pages.Settings;

public sealed class SettingsPageTests : PageTestBase
{
    [Fact]
    public async Task Models_ChosenAndSaved_AreKeptAndTheKeyIsNotShown()
    {
        var page = Open("models");
        Assert.Contains("No model is set up", page.Markup, StringComparison.Ordinal);

        await page.FindAll("input[name=provider]")[2].ChangeAsync(true);
        await page.Find("#model-key").ChangeAsync("sk-ant-secret");
        await page.Find("#model-name").ChangeAsync("claude-sonnet-4-5");
        await page.Find("input[aria-label='Temperature for Refinement']").ChangeAsync("0.3");
        await page.Find("form").SubmitAsync();

        var ai = (await App.Get<SettingsQueries>().GetAsync(App.CallerAs(Role.Owner), default)).Ai;
        Assert.Equal((AiProvider.Anthropic, "claude-sonnet-4-5", 0.3, true), (ai.Provider, ai.Model, ai.Tasks.Refine.Temperature, ai.Ready));
        Assert.DoesNotContain("sk-ant-secret", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("No model is set up", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_WrongTemperature_SaysSoUnderItsFieldAndKeepsWhatWasTyped()
    {
        var page = Open("models");
        await page.FindAll("input[name=provider]")[1].ChangeAsync(true);
        await page.Find("#model-name").ChangeAsync("gpt-5-mini");
        await page.Find("input[aria-label='Temperature for Draft']").ChangeAsync("warm");

        await page.Find("form").SubmitAsync();

        Assert.Contains("from 0 to 2", page.Find("tr:has(input[aria-label='Temperature for Draft'])").TextContent, StringComparison.Ordinal);
        Assert.Equal("warm", page.Find("input[aria-label='Temperature for Draft']").GetAttribute("value"));
        Assert.Equal("gpt-5-mini", page.Find("#model-name").GetAttribute("value"));
        Assert.Null((await App.Get<SettingsQueries>().GetAsync(App.CallerAs(Role.Owner), default)).Ai.Provider);
    }

    [Fact]
    public async Task Costs_CeilingsAndPrice_AreKept()
    {
        var page = Open("costs");
        await page.Find("#limit-day").ChangeAsync("2.50");
        await page.Find("#limit-month").ChangeAsync("");
        await page.FindAll("button").Single(b => b.TextContent.Contains("Add a price", StringComparison.Ordinal)).ClickAsync();
        await page.Find("input[aria-label=Model]").ChangeAsync("our-own");
        var row = page.Find("tr:has(input[aria-label=Model])");
        await row.QuerySelectorAll("input")[1].ChangeAsync("0.5");
        await page.Find("tr:has(input[aria-label=Model])").QuerySelectorAll("input")[2].ChangeAsync("1.5");

        await page.Find("form").SubmitAsync();

        var costs = (await App.Get<SettingsQueries>().GetAsync(App.CallerAs(Role.Owner), default)).Costs;
        Assert.Equal((2.5m, null), (costs.DayLimit, costs.MonthLimit));
        Assert.Equal(("our-own", 0.5m, 1.5m), (costs.Prices[0].Model, costs.Prices[0].InputPerMillion, costs.Prices[0].OutputPerMillion));
    }

    [Fact]
    public async Task Voice_Saved_LeavesTheModelsAlone()
    {
        var models = Open("models");
        await models.FindAll("input[name=provider]")[1].ChangeAsync(true);
        await models.Find("#model-name").ChangeAsync("gpt-5-mini");
        await models.Find("form").SubmitAsync();

        var page = Open("voice");
        await page.Find("#voice-tone").ChangeAsync("plain and warm");
        await page.Find("form").SubmitAsync();

        var ai = (await App.Get<SettingsQueries>().GetAsync(App.CallerAs(Role.Owner), default)).Ai;
        Assert.Equal(("plain and warm", "gpt-5-mini"), (ai.Voice.Tone, ai.Model));
    }

    [Fact]
    public async Task Save_OneTab_WhatWasTypedInAnotherStaysAndCanBeSaved()
    {
        var page = Open("site");
        await page.Find("#site-title").ChangeAsync("Typed, not saved yet");
        GoTo("workspace");
        await page.Find("#workspace-name").ChangeAsync("The new name");
        await page.Find("form").SubmitAsync();

        GoTo("site");
        Assert.Equal("Typed, not saved yet", page.Find("#site-title").GetAttribute("value"));
        await page.Find("form").SubmitAsync();

        var settings = await App.Get<SettingsQueries>().GetAsync(App.CallerAs(Role.Owner), default);
        Assert.Equal(("The new name", "Typed, not saved yet"), (settings.Workspace.Name, settings.Site.Title));

        void GoTo(string topic) => Services.GetRequiredService<NavigationManager>().NavigateTo($"/w/main/settings?topic={topic}");
    }

    private IRenderedComponent<SettingsPage> Open(string topic)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/w/main/settings?topic={topic}");
        return RenderPage<SettingsPage>();
    }
}
