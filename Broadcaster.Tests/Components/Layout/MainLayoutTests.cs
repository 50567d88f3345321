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
    private Gate? gate;

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

    [Fact]
    public async Task OtherWorkspace_IsStillBeingOpened_NoPageIsShownInTheOneBefore()
    {
        Prepare();
        var frame = Render<CascadingValue<RouteData>>(p => Show(p, App.Workspace.Slug));
        Assert.Contains("The page", frame.Markup, StringComparison.Ordinal);
        var opened = gate!.Hold();

        frame.Render(p => Show(p, "other"));

        Assert.DoesNotContain("The page", frame.Markup, StringComparison.Ordinal);
        opened.SetResult(WorkspaceAs(Role.Viewer) with { Caller = App.CallerAs(Role.Viewer) with { WorkspaceSlug = "other" } });
        await frame.WaitForAssertionAsync(() => Assert.Contains("The page", frame.Markup, StringComparison.Ordinal));

        static void Show(ComponentParameterCollectionBuilder<CascadingValue<RouteData>> frame, string slug) =>
            frame.Add(v => v.Value, RouteTo(slug)).AddChildContent<MainLayout>(l => l.Add(x => x.Body, "The page"));
    }

    private static RouteData RouteTo(string slug) => new(typeof(MainLayout), new Dictionary<string, object?> { ["Slug"] = slug });

    private IRenderedComponent<MainLayout> RenderLayout(bool mayCreateWorkspaces = false)
    {
        Prepare(mayCreateWorkspaces);
        return Render<MainLayout>(p => p
            .AddCascadingValue(RouteTo(App.Workspace.Slug))
            .Add(l => l.Body, builder =>
            {
                bodies++;
                builder.AddContent(0, "The page");
            }));
    }

    private void Prepare(bool mayCreateWorkspaces = false)
    {
        this.AddAuthorization().SetAuthorized("somebody");
        gate = new Gate(WorkspaceAs(Role.Owner) with { MayCreateWorkspaces = mayCreateWorkspaces });
        Services.AddSingleton<IWorkspaceGate>(gate);
        Services.AddSingleton<AntiforgeryStateProvider, NoAntiforgery>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private sealed class Gate(CurrentWorkspace workspace) : IWorkspaceGate
    {
        private TaskCompletionSource<CurrentWorkspace?>? held;

        /// <summary>The next answer comes when the test gives it.</summary>
        public TaskCompletionSource<CurrentWorkspace?> Hold() => held = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<CurrentWorkspace?> OpenAsync(ClaimsPrincipal user, string slug, CancellationToken ct) => held?.Task ?? Task.FromResult<CurrentWorkspace?>(workspace);

        public Task<IReadOnlyList<WorkspaceLink>> ListAsync(ClaimsPrincipal user, CancellationToken ct) => Task.FromResult(workspace.All);
    }

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
