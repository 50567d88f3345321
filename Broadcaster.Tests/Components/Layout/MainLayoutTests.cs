using System.Security.Claims;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web;
using Broadcaster.Web.Components.Layout;
using Broadcaster.Web.Tenancy;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace Broadcaster.Tests.Components.Layout;

public sealed class MainLayoutTests : PageTestBase
{
    private int bodies;

    [Fact]
    public async Task Event_NoCountChanges_PageIsNotRenderedAgain()
    {
        var layout = RenderLayout();
        var before = bodies;

        Tell("content.updated", Guid.NewGuid());
        await App.Time.WaitForTimersAsync();
        App.Time.Advance(TimeSpan.FromSeconds(1));
        await App.AddContentAsync("Please read me", state: ContentState.InReview);
        await layout.WaitForAssertionAsync(() => Assert.Contains("1 to review", layout.Find("nav").TextContent, StringComparison.Ordinal));

        // One render for the new count; none for the event that changed nothing.
        Assert.Equal(before + 1, bodies);
    }

    [Fact]
    public async Task PieceOfOnesOwn_InReview_IsNotCounted()
    {
        await App.AddContentAsync("My own", state: ContentState.InReview, author: App.CallerAs(Role.Owner));

        Assert.DoesNotContain("to review", RenderLayout().Find("nav").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public void NewWorkspace_WhoMayMakeOne_FindsItInBothBars(bool may, int links) =>
        Assert.Equal(links, RenderLayout(may).FindAll($"a[href='{Urls.NewWorkspace}']").Count);

    [Fact]
    public async Task Ceiling_ComesNear_EveryOpenPageSaysSo()
    {
        var layout = RenderLayout();
        Assert.Empty(layout.FindAll("[data-cost-warning]"));
        await using (var db = App.Database.Work(App.Workspace.Id))
        {
            db.CostTotals.Add(new CostTotal { WorkspaceId = App.Workspace.Id, Period = $"month:{App.Clock.GetUtcNow():yyyy-MM}", Nanos = 81_000_000_000 });
            await db.SaveChangesAsync();
        }

        Tell("cost.warning", App.Workspace.Id);
        await App.Time.WaitForTimersAsync();
        App.Time.Advance(TimeSpan.FromSeconds(1));

        await layout.WaitForAssertionAsync(() => Assert.Contains("81 % of what models may cost this month", layout.Find("[data-cost-warning]").TextContent, StringComparison.Ordinal));
    }

    private IRenderedComponent<MainLayout> RenderLayout(bool mayCreateWorkspaces = false)
    {
        this.AddAuthorization().SetAuthorized("somebody");
        Services.AddSingleton<IWorkspaceGate>(new Gate(WorkspaceAs(Role.Owner) with { MayCreateWorkspaces = mayCreateWorkspaces }));
        Services.AddSingleton<AntiforgeryStateProvider, NoAntiforgery>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var route = new RouteData(typeof(MainLayout), new Dictionary<string, object?> { ["Slug"] = App.Workspace.Slug });
        return Render<MainLayout>(p => p
            .AddCascadingValue(route)
            .Add(l => l.Body, builder =>
            {
                bodies++;
                builder.AddContent(0, "The page");
            }));
    }

    private sealed class Gate(CurrentWorkspace workspace) : IWorkspaceGate
    {
        public Task<CurrentWorkspace?> OpenAsync(ClaimsPrincipal user, string slug, CancellationToken ct) => Task.FromResult<CurrentWorkspace?>(workspace);

        public Task<IReadOnlyList<WorkspaceLink>> ListAsync(ClaimsPrincipal user, CancellationToken ct) => Task.FromResult(workspace.All);
    }

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
