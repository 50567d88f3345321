using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Review;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Components.Pages.Review;

public sealed class ReviewPageTests : PageTestBase
{
    private readonly StatementGate gate = new();

    [Fact]
    public async Task AnotherIsPicked_TheFirstIsStillBeingRead_LateAnswerIsDropped()
    {
        var slow = await App.AddContentAsync("The slow one", state: ContentState.InReview);
        var quick = await App.AddContentAsync("The quick one", state: ContentState.InReview);
        gate.Hold(slow.Id);
        var page = RenderPage<ReviewPage>(Role.Reviewer, p => p.Add(x => x.Id, slow.Id));

        page.Render(p => p.Add(x => x.Id, quick.Id));
        await page.WaitForAssertionAsync(() => Assert.Equal("The quick one", page.Find("[aria-label=Decision] h2").TextContent));
        gate.Open();
        await page.InvokeAsync(() => Task.CompletedTask);

        Assert.Equal("The quick one", page.Find("[aria-label=Decision] h2").TextContent);
        Assert.Equal("The quick one", page.Find("section.piece h2, section.piece h1").TextContent);
    }

    [Fact]
    public async Task FrameIsRenderedAgain_CommentTyped_PieceAndCommentStay()
    {
        await App.AddContentAsync("The older", state: ContentState.InReview);
        App.Time.Advance(TimeSpan.FromMinutes(1));
        await App.AddContentAsync("The newer", state: ContentState.InReview);
        var frame = RenderFramed<ReviewPage>(Role.Reviewer);
        await frame.Find("#review-comment").InputAsync("A shorter title, please.");

        frame.Render(p => p.Add(f => f.Workspace, WorkspaceAs(Role.Reviewer)));

        Assert.Equal("The older", frame.Find("[aria-label=Decision] h2").TextContent);
        Assert.Equal("A shorter title, please.", frame.Find("#review-comment").GetAttribute("value"));
    }

    [Fact]
    public async Task SomebodyElseDecides_CommentTyped_PieceStaysWithWhatWasTyped()
    {
        var older = await App.AddContentAsync("The older", state: ContentState.InReview);
        App.Time.Advance(TimeSpan.FromMinutes(1));
        await App.AddContentAsync("The newer", state: ContentState.InReview);
        var frame = RenderFramed<ReviewPage>(Role.Reviewer);
        await frame.Find("#review-comment").InputAsync("A shorter title, please.");

        var decided = await App.Get<ApproveContent>().ExecuteAsync(App.CallerAs(Role.Editor), older.Id, new ApproveRequest(), default);
        Assert.True(decided.Ok, decided.Error?.Message);
        frame.Render(p => p.Add(f => f.Workspace, WorkspaceAs(Role.Reviewer)));
        await frame.WaitForAssertionAsync(() => Assert.Contains("Editor Example approved this piece", frame.Find("[data-decided]").TextContent, StringComparison.Ordinal));
        frame.Render(p => p.Add(f => f.Workspace, WorkspaceAs(Role.Reviewer)));

        Assert.Equal("The older", frame.Find("[aria-label=Decision] h2").TextContent);
        Assert.Contains("A shorter title, please.", frame.Find("[data-unsent]").TextContent, StringComparison.Ordinal);
        Assert.Contains("The newer", frame.Find("nav.queue").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opened_ChangedSinceTheDecision_ShowsWhatChanged()
    {
        var author = App.CallerAs(Role.Author);
        var item = await App.AddContentAsync("First title", "The body.", ContentState.InReview);
        await App.Get<RejectContent>().ExecuteAsync(App.CallerAs(Role.Reviewer), item.Id, "Another title, please.", null, default);
        await App.Get<SaveContent>().ExecuteAsync(author, item.Id, new ContentInput { Title = "Second title" }, null, false, default);
        await App.Get<SubmitContent>().ExecuteAsync(author, item.Id, default);

        var page = RenderPage<ReviewPage>(Role.Reviewer);

        Assert.Contains("Since you requested changes", page.Find(".since").TextContent, StringComparison.Ordinal);
        Assert.Contains("Second title", page.Find("section.piece").TextContent, StringComparison.Ordinal);
    }

    protected override void Configure(IServiceCollection services) => services.AddInterceptor(gate);
}
