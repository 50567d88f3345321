using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Audit;
using Bunit;

namespace Broadcaster.Tests.Components.Pages.Audit;

public sealed class AuditPageTests : PageTestBase
{
    [Fact]
    public async Task Opened_MoveOfAPiece_SaysWhichPiece()
    {
        var piece = await App.AddContentAsync("The harbour opens", author: App.CallerAs(Role.Author));
        var moved = await App.Get<SubmitContent>().ExecuteAsync(App.CallerAs(Role.Author), piece.Id, default);
        Assert.True(moved.Ok, moved.Error?.Message);

        var row = RenderPage<AuditPage>().Find("summary");

        Assert.Contains("Content submitted", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("The harbour opens", row.TextContent, StringComparison.Ordinal);
    }
}
