using System.Text.Json;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Jobs;
using Bunit;

namespace Broadcaster.Tests.Components.Pages.Jobs;

public sealed class JobPageTests : PageTestBase
{
    [Fact]
    public async Task Unconfirmed_Opened_AsksOneQuestion()
    {
        var job = await AddJobAsync(JobStatus.Unconfirmed, change: j => j.ErrorMessage = "The answer got lost.");

        var page = Open(job);

        Assert.Equal("Is it on The board?", page.Find("#unconfirmed-title").TextContent);
        Assert.Equal(["Yes, it is out", "No, send it again"], page.FindAll("section.notice button").Select(b => b.TextContent.Trim()));
    }

    [Fact]
    public async Task Unconfirmed_YesWithLink_IsDelivered()
    {
        var job = await AddJobAsync(JobStatus.Unconfirmed);
        var page = Open(job);

        await page.FindAll("section.notice button")[0].ClickAsync(new());
        await page.Find("#permalink").ChangeAsync(new() { Value = "https://board.example/42" });
        await page.Find("section.notice form").SubmitAsync(EventArgs.Empty);

        var after = await FindJobAsync(job.Id);
        Assert.Equal(JobStatus.Succeeded, after.Status);
        Assert.Equal("https://board.example/42", after.Delivery!.Permalink);
        Assert.Equal("confirmed", after.Delivery.Evidence);
    }

    [Fact]
    public async Task Unconfirmed_YesWithNonsense_SaysSoAtTheField()
    {
        var job = await AddJobAsync(JobStatus.Unconfirmed);
        var page = Open(job);

        await page.FindAll("section.notice button")[0].ClickAsync(new());
        await page.Find("#permalink").ChangeAsync(new() { Value = "somewhere" });
        await page.Find("section.notice form").SubmitAsync(EventArgs.Empty);

        Assert.Contains("not a web address", page.Find("#permalink-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(JobStatus.Unconfirmed, (await FindJobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task Unconfirmed_No_IsSentAgain()
    {
        var job = await AddJobAsync(JobStatus.Unconfirmed);
        var page = Open(job);

        await page.FindAll("section.notice button")[1].ClickAsync(new());

        var after = await FindJobAsync(job.Id);
        Assert.Equal(JobStatus.Queued, after.Status);
        Assert.True(after.ResendUnknown);
    }

    [Fact]
    public async Task Unconfirmed_Viewer_MayNotDecide()
    {
        var job = await AddJobAsync(JobStatus.Unconfirmed);

        var page = Open(job, Role.Viewer);

        Assert.Empty(page.FindAll("section.notice button"));
        Assert.Contains("Your role may not decide this", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_Opened_SaysWhatWhoAndWhatToDo()
    {
        var job = await AddJobAsync(JobStatus.Failed, change: j =>
        {
            j.ErrorKind = "rejected";
            j.ErrorMessage = "The title has 301 characters; 300 fit.";
            j.ErrorHint = "Cut one character.";
            j.ErrorHttpStatus = 422;
            j.ErrorField = "title";
        });

        var card = Open(job).Find("section.notice.bad");

        Assert.Contains("Test refused the content: title", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("The title has 301 characters; 300 fit.", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("Cut one character.", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("HTTP 422", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("not tried again until somebody says so", card.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attempts_Opened_ShowRequestsAndAnswers()
    {
        var job = await AddJobAsync(JobStatus.Succeeded);
        var now = App.Clock.GetUtcNow();
        RequestCapture request = new("POST", "https://board.example/posts", new Dictionary<string, string> { ["authorization"] = "•••" }, """{"title":"A title"}""", 201, new Dictionary<string, string>(), """{"id":7}""", now, 120, null);
        await App.AddAsync(new PublishAttempt
        {
            WorkspaceId = App.Workspace.Id,
            JobId = job.Id,
            Number = 1,
            Node = "node-1",
            StartedAt = now,
            SendStartedAt = now,
            CompletedAt = now.AddMilliseconds(150),
            CorrelationId = "test",
            Outcome = "succeeded",
            Requests = JsonSerializer.Serialize<RequestCapture[]>([request], JsonSerializerOptions.Web),
        });

        var details = Open(job).Find("details.request").TextContent;

        Assert.Contains("https://board.example/posts", details, StringComparison.Ordinal);
        Assert.Contains("201", details, StringComparison.Ordinal);
        Assert.Contains("•••", details, StringComparison.Ordinal);
        Assert.Contains("\"title\": \"A title\"", details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_WhileOpen_MovesBarAndSteps()
    {
        var job = await AddJobAsync(JobStatus.Running);
        var page = Open(job);

        Tell("job.progress", job.Id, new LiveProgress(50, "Publishing", 1, 2));

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal("50", page.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
            Assert.Contains("Publishing", page.Find("[aria-current=step]").TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void UnknownId_Opened_SaysThereIsNone() =>
        Assert.Contains("There is no such job here", RenderPage<JobPage>(parameters: p => p.Add(x => x.Id, Guid.NewGuid())).Markup, StringComparison.Ordinal);

    private IRenderedComponent<JobPage> Open(PublishJob job, Role role = Role.Owner) => RenderPage<JobPage>(role, p => p.Add(x => x.Id, job.Id));
}
