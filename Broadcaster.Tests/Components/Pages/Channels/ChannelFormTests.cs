using Broadcaster.Core.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Workspaces;
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
