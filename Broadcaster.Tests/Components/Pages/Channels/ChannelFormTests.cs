using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Channels;
using Bunit;

namespace Broadcaster.Tests.Components.Pages.Channels;

public sealed class ChannelFormTests : PageTestBase
{
    [Fact]
    public async Task Save_NewWithSecret_ChannelIsThereAndSecretHidden()
    {
        var form = RenderPage<ChannelForm>(parameters: p => p.Add(f => f.Connector, App.Get<ConnectorRegistry>().Get(TestConnector.Id)));

        await form.Find("#channel-name").ChangeAsync(new() { Value = "The board" });
        await form.Find("#setting-token").ChangeAsync(new() { Value = "s3cret" });
        await form.Find("form").SubmitAsync(EventArgs.Empty);

        var channel = Assert.Single(await App.Get<ChannelQueries>().AllAsync(App.CallerAs(Role.Owner), default), c => c.Name == "The board");
        Assert.Equal(["token"], channel.SecretsSet);
        Assert.DoesNotContain("s3cret", channel.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_EditWithSecretLeftEmpty_KeepsIt()
    {
        var connector = App.Get<ConnectorRegistry>().Get(TestConnector.Id);
        var created = await App.Get<CreateChannel>().ExecuteAsync(
            App.CallerAs(Role.Owner),
            new ChannelInput { Connector = TestConnector.Id, Name = "The board", Settings = new() { ["token"] = "s3cret" } },
            default);
        var view = await App.Get<ChannelQueries>().GetAsync(App.CallerAs(Role.Owner), created.Value.Id, default);

        var form = RenderPage<ChannelForm>(parameters: p => p.Add(f => f.Connector, connector).Add(f => f.Channel, view));
        Assert.DoesNotContain("s3cret", form.Markup, StringComparison.Ordinal);
        await form.Find("#channel-name").ChangeAsync(new() { Value = "The new board" });
        await form.Find("form").SubmitAsync(EventArgs.Empty);

        var after = await App.Get<ChannelQueries>().GetAsync(App.CallerAs(Role.Owner), created.Value.Id, default);
        Assert.Equal("The new board", after!.Name);
        Assert.Equal(["token"], after.SecretsSet);
    }

    [Fact]
    public async Task Save_SomebodyElseSavedMeanwhile_IsRefusedAndNothingTypedIsLost()
    {
        var (view, form) = await OpenAsync();
        await App.Get<UpdateChannel>().ExecuteAsync(App.CallerAs(Role.Admin), view.Id, new ChannelInput { Name = "Theirs", RatePerMinute = 7 }, null, default);

        await form.Find("#channel-name").ChangeAsync(new() { Value = "Mine" });
        await form.Find("form").SubmitAsync(EventArgs.Empty);

        Assert.Contains("Somebody changed this channel", form.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Load again", form.Find("[role=alert] button").TextContent, StringComparison.Ordinal);
        Assert.Equal("Mine", form.Find("#channel-name").GetAttribute("value"));
        var kept = await App.Get<ChannelQueries>().GetAsync(App.CallerAs(Role.Owner), view.Id, default);
        Assert.Equal(("Theirs", 7), (kept!.Name, kept.RatePerMinute));
    }

    [Fact]
    public async Task Save_PausedMeanwhile_IsNoConflictAndStaysPaused()
    {
        var (view, form) = await OpenAsync();
        await App.Get<PauseChannel>().ExecuteAsync(App.CallerAs(Role.Admin), view.Id, default);

        await form.Find("#channel-name").ChangeAsync(new() { Value = "Mine" });
        await form.Find("form").SubmitAsync(EventArgs.Empty);

        var kept = await App.Get<ChannelQueries>().GetAsync(App.CallerAs(Role.Owner), view.Id, default);
        Assert.Equal(("Mine", true), (kept!.Name, kept.Paused));
        Assert.Empty(form.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task LoadAgain_OnTheChannelsPage_ShowsWhatTheOtherSaved()
    {
        var channel = await App.AddChannelAsync(name: "The board");
        var page = RenderPage<ChannelPage>(parameters: p => p.Add(x => x.Id, channel.Id));
        await App.Get<UpdateChannel>().ExecuteAsync(App.CallerAs(Role.Admin), channel.Id, new ChannelInput { Name = "Theirs" }, null, default);
        // The page hears of the change meanwhile and renders; found and used in one go.
        await page.InvokeAsync(() => page.Find("#channel-name").ChangeAsync(new() { Value = "Mine" }));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync(EventArgs.Empty));

        await page.InvokeAsync(() => page.Find("form [role=alert] button").ClickAsync(new()));

        Assert.Equal("Theirs", page.Find("#channel-name").GetAttribute("value"));
    }

    private async Task<(ChannelView View, IRenderedComponent<ChannelForm> Form)> OpenAsync()
    {
        var channel = await App.AddChannelAsync(name: "The board");
        var view = await App.Get<ChannelQueries>().GetAsync(App.CallerAs(Role.Owner), channel.Id, default);
        return (view!, RenderPage<ChannelForm>(parameters: p => p.Add(f => f.Connector, App.Get<ConnectorRegistry>().Get(TestConnector.Id)).Add(f => f.Channel, view)));
    }

    [Fact]
    public async Task Save_WithoutName_SaysSoAtTheFieldAndKeepsWhatWasTyped()
    {
        var form = RenderPage<ChannelForm>(parameters: p => p.Add(f => f.Connector, App.Get<ConnectorRegistry>().Get(TestConnector.Id)));

        await form.Find("#channel-name").ChangeAsync(new() { Value = "" });
        await form.Find("#setting-signature").ChangeAsync(new() { Value = "Yours" });
        await form.Find("form").SubmitAsync(EventArgs.Empty);

        Assert.NotNull(form.Find("#channel-name-error"));
        Assert.Equal("Yours", form.Find("#setting-signature").GetAttribute("value"));
    }
}
