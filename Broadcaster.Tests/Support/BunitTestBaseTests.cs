using Bunit;
using Radzen;
using Radzen.Blazor;

namespace Broadcaster.Tests.Support;

public sealed class BunitTestBaseTests : BunitTestBase
{
    [Fact]
    public void Render_RadzenButton_ClicksAndMatchesMarkup()
    {
        var clicks = 0;
        var button = Render<RadzenButton>(parameters => parameters
            .Add(button => button.Text, "Approve")
            .Add(button => button.Click, () => clicks++));

        button.Find("button").Click();

        Assert.Equal(1, clicks);
        button.Find(".rz-button-text").MarkupMatches("<span class=\"rz-button-text\">Approve</span>");
    }

    [Fact]
    public async Task Services_NotificationService_Notifies()
    {
        var notifications = (NotificationService)Services.GetService(typeof(NotificationService))!;
        var shown = Render<RadzenNotification>();

        await shown.InvokeAsync(() => notifications.Notify(NotificationSeverity.Info, "Saved", "12:04:31"));

        Assert.Contains("Saved", shown.Markup, StringComparison.Ordinal);
    }
}
