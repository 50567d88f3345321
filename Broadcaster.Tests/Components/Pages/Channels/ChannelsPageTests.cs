using Broadcaster.Core.Foundation.Data;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Channels;
using Bunit;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Components.Pages.Channels;

public sealed class ChannelsPageTests : PageTestBase
{
    [Fact]
    public async Task Opened_NothingWasSentYet_SaysSo()
    {
        await App.AddChannelAsync();

        Assert.Contains("Nothing has gone out yet.", Card(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opened_LastSendsFailed_IsNotCalledHealthy()
    {
        var channel = await App.AddChannelAsync();
        await using (var db = App.Database.OpenUnscoped())
        {
            await db.Channels.IgnoreQueryFilters([Filters.Workspace]).Where(c => c.Id == channel.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.ConsecutiveFailures, 2).SetProperty(c => c.LastProblem, "It is away."));
        }

        var card = Card();

        Assert.Contains("The last 2 sends failed: It is away.", card, StringComparison.Ordinal);
        Assert.Contains("Last send failed", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Healthy", card, StringComparison.Ordinal);
    }

    private string Card() => RenderPage<ChannelsPage>().Find("article").TextContent;
}
