using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Jobs;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace Broadcaster.Tests.Components.Pages.Jobs;

public sealed class JobsPageTests : PageTestBase
{
    [Fact]
    public void Opened_NothingSent_SaysWhatWillBeHere()
    {
        var page = RenderPage<JobsPage>();

        Assert.Contains("Nothing has been sent yet", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opened_RetryScheduled_CountsDownAndSaysWhy()
    {
        var job = await AddJobAsync(JobStatus.RetryScheduled, change: j =>
        {
            j.NextAttemptAt = App.Clock.GetUtcNow().AddSeconds(42);
            j.ErrorKind = "not_sent";
            j.ErrorMessage = "The board did not answer.";
        });

        var row = RenderPage<JobsPage>().Find($"[data-job='{job.Id}']");

        Assert.Contains("Retry in 0:42", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("The board did not answer.", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 of 4", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_WhileRunning_MovesTheBarInPlace()
    {
        var job = await AddJobAsync(JobStatus.Running);
        var page = RenderPage<JobsPage>();

        Tell("job.progress", job.Id, new LiveProgress(60, "Publishing", 1, 2));

        await page.WaitForAssertionAsync(() =>
        {
            var bar = page.Find($"[data-job='{job.Id}'] [role=progressbar]");
            Assert.Equal("60", bar.GetAttribute("aria-valuenow"));
            Assert.Contains("Publishing", bar.TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task JobChanges_OnThePage_RowFollows()
    {
        var job = await AddJobAsync(JobStatus.Running);
        var page = RenderPage<JobsPage>();

        await ChangeJobAsync(job.Id, j => j.Status = JobStatus.Failed);

        await page.WaitForAssertionAsync(() => Assert.Contains("Failed", page.Find($"[data-job='{job.Id}'] .badge").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task NewJob_PointerOverTable_WaitsBehindAButton()
    {
        await AddJobAsync(JobStatus.Succeeded, "The first");
        var page = RenderPage<JobsPage>();
        await page.Find("table").ParentElement!.ParentElement!.TriggerEventAsync("onpointerenter", new PointerEventArgs());

        var second = await AddJobAsync(JobStatus.Queued, "The second");
        Tell("job.created", second.Id);

        await page.WaitForAssertionAsync(() => Assert.Contains("1 new", page.Find("button.fresh").TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll("tbody tr"));
        await page.Find("button.fresh").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
    }

    [Fact]
    public async Task FrameIsRenderedAgain_PointerOverTable_NewJobsStillWait()
    {
        await AddJobAsync(JobStatus.Succeeded, "The first");
        var frame = RenderFramed<JobsPage>();
        await frame.Find("table").ParentElement!.ParentElement!.TriggerEventAsync("onpointerenter", new PointerEventArgs());
        var second = await AddJobAsync(JobStatus.Queued, "The second");
        Tell("job.created", second.Id);
        await frame.WaitForAssertionAsync(() => Assert.NotEmpty(frame.FindAll("button.fresh")));

        frame.Render(p => p.Add(f => f.Workspace, WorkspaceAs(Role.Owner)));

        Assert.Contains("1 new", frame.Find("button.fresh").TextContent, StringComparison.Ordinal);
        Assert.Single(frame.FindAll("tbody tr"));
    }

    [Fact]
    public async Task Cancel_PlannedJob_IsDoneAtOnceAndUndoKeepsItsTime()
    {
        var due = App.Clock.GetUtcNow().AddDays(3);
        var job = await AddJobAsync(JobStatus.Queued, change: j => (j.NextAttemptAt, j.Misfire) = (due, MisfirePolicy.Ask), runAt: due);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/w/main/jobs?status=queued");
        var page = RenderPage<JobsPage>();

        await page.Find("tbody button").ClickAsync(new());
        Assert.Equal(JobStatus.Cancelled, (await FindJobAsync(job.Id)).Status);
        var toast = Assert.Single(Services.GetRequiredService<NotificationService>().Messages);
        await Render(builder => toast.DetailContent!(Services.GetRequiredService<NotificationService>())(builder)).Find("button").ClickAsync(new());

        var back = await FindJobAsync(job.Id);
        Assert.Equal((JobStatus.Queued, due, MisfirePolicy.Ask), (back.Status, back.NextAttemptAt!.Value, back.Misfire));
    }

    [Fact]
    public async Task Filtered_ByStatusInTheAddress_ShowsOnlyThose()
    {
        await AddJobAsync(JobStatus.Failed, "Broken");
        await AddJobAsync(JobStatus.Succeeded, "Fine");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/w/main/jobs?status=failed");

        var page = RenderPage<JobsPage>();

        Assert.Contains("Broken", Assert.Single(page.FindAll("tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Contains("Failed", page.Find("nav[aria-label='Jobs by state'] a[aria-current]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Viewer_LooksAtFailed_HasNoButtons()
    {
        await AddJobAsync(JobStatus.Failed);

        Assert.Empty(RenderPage<JobsPage>(Role.Viewer).FindAll("tbody button"));
    }

    [Fact]
    public async Task Retry_Failed_IsQueuedAgain()
    {
        var job = await AddJobAsync(JobStatus.Failed);
        var page = RenderPage<JobsPage>();

        await page.Find("tbody button").ClickAsync(new());

        Assert.Equal(JobStatus.Queued, (await FindJobAsync(job.Id)).Status);
    }
}
