using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Home;
using Bunit;

namespace Broadcaster.Tests.Components.Pages.Home;

public sealed class HomePageTests : PageTestBase
{
    [Fact]
    public void Opened_EmptyWorkspace_ShowsThreeStepsWithTheFirstDone()
    {
        var steps = RenderPage<HomePage>().FindAll("section.first li");

        Assert.Equal(3, steps.Count);
        Assert.Equal(["done"], steps[0].ClassList);
        Assert.Empty(steps[1].ClassList);
    }

    [Fact]
    public async Task Opened_PieceInReview_WaitsForTheReviewerOnly()
    {
        await App.AddContentAsync("Please read me", state: ContentState.InReview);

        Assert.Contains("Please read me", RenderPage<HomePage>(Role.Reviewer).Find("[aria-labelledby=waiting]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing waits for you", RenderPage<HomePage>(Role.Author).Find("[aria-labelledby=waiting]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opened_JobDueToday_StandsUnderToday()
    {
        await AddJobAsync(JobStatus.Queued, "Coming soon", j => j.NextAttemptAt = j.RunAt);

        var today = RenderPage<HomePage>().FindAll(".week > li")[0];

        Assert.Contains("Today", today.TextContent, StringComparison.Ordinal);
        Assert.Contains("Coming soon", today.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opened_JobThatIsTriedAgain_StandsWhenItIsTriedAgain()
    {
        await AddJobAsync(JobStatus.RetryScheduled, "Once more", j => j.NextAttemptAt = j.RunAt.AddDays(1));

        var days = RenderPage<HomePage>().FindAll(".week > li");

        Assert.DoesNotContain("Once more", days[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Once more", days[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opened_UnconfirmedJob_AsksWhoMayPublish()
    {
        await AddJobAsync(JobStatus.Unconfirmed, "Lost answer");

        var page = RenderPage<HomePage>(Role.Editor);

        Assert.Contains("Is it on The board?", page.Find("[aria-labelledby=waiting]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[aria-labelledby=attention] li"));
    }
}
