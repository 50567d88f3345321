using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Plans.Engine;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Plans;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace Broadcaster.Tests.Components.Pages.Plans;

public sealed class PlansPageTests : PageTestBase
{
    [Fact]
    public async Task Opened_PlansInSeveralStates_TabsCountThem()
    {
        await AddAsync("An idea", PlanStatus.Draft);
        await AddAsync("At work", PlanStatus.Generating);
        await AddAsync("Done", PlanStatus.Ready);

        var page = RenderPage<PlansPage>();

        Assert.Equal(3, page.FindAll("tbody tr").Count);
        Assert.Contains("At work1", page.Find("nav.tabs").TextContent.Replace("\n", "", StringComparison.Ordinal).Replace(" 1", "1", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("30", page.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
    }

    [Fact]
    public async Task Board_Opened_EachPlanStandsInItsColumn()
    {
        await AddAsync("An idea", PlanStatus.Draft);
        await AddAsync("Done", PlanStatus.Ready);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/w/main/plans?view=board");

        var page = RenderPage<PlansPage>();

        Assert.Contains("An idea", page.Find("section[aria-label=Ideas]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Done", page.Find("section[aria-label=Ready]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing failed", page.Find("section[aria-label=Failed]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_ProgressIsTold_BarMovesWithoutReading()
    {
        var plan = await AddAsync("At work", PlanStatus.Generating);
        var page = RenderPage<PlansPage>();

        Feed.Publish(new LiveEvent(App.Workspace.Id, "plan.progress", plan.Id, App.Clock.GetUtcNow()) { Progress = new LiveProgress(44, "Writing", 1, 4) });

        await page.WaitForAssertionAsync(() => Assert.Equal("44", page.Find("[role=progressbar]").GetAttribute("aria-valuenow")));
    }

    [Fact]
    public async Task Plan_ModelWrites_TextIsSeenOnThePage()
    {
        var plan = await AddAsync("At work", PlanStatus.Generating);
        var page = RenderPage<PlanPage>(Role.Viewer, p => p.Add(x => x.Id, plan.Id));
        Assert.Empty(page.FindAll(".streamed"));

        Services.GetRequiredService<PlanTexts>().Set(plan.Id, "Bees do well on roofs");
        Feed.Publish(new LiveEvent(App.Workspace.Id, "plan.progress", plan.Id, App.Clock.GetUtcNow()) { Progress = new LiveProgress(50, "Writing", 2, 4) });

        await page.WaitForAssertionAsync(() => Assert.Equal("Bees do well on roofs", page.Find(".streamed").TextContent));
    }

    [Fact]
    public async Task Plan_Failed_SaysWhyAndGoesOnWhereItStopped()
    {
        var plan = await AddAsync("Out of money", PlanStatus.Failed, p =>
        {
            p.Stage = PlanStage.Refine;
            p.Problem = new PlanProblem("costs.ceiling_reached", "The ceiling of the day is reached.", PlanStage.Refine);
        });

        var page = RenderPage<PlanPage>(Role.Editor, p => p.Add(x => x.Id, plan.Id));

        Assert.Contains("The ceiling of the day is reached.", page.Find("[data-problem]").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".stages .done").Count);
        Assert.Single(page.FindAll(".stages .stopped"));
        await page.Find("[data-move=retry]").ClickAsync();
        Assert.Equal(PlanStatus.Queued, (await App.Get<PlanQueries>().GetAsync(App.CallerAs(Role.Viewer), plan.Id, default))!.Plan.Status);
    }

    [Fact]
    public async Task Plan_Viewer_MayOnlyLook()
    {
        var plan = await AddAsync("Done", PlanStatus.Ready);

        var page = RenderPage<PlanPage>(Role.Viewer, p => p.Add(x => x.Id, plan.Id));

        Assert.Empty(page.FindAll("[data-move]"));
        Assert.DoesNotContain("Delete", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_PromptOfItsOwnAndALaterStart_AreKept()
    {
        var page = RenderPage<NewPlanPage>(Role.Author);
        await page.Find("#plan-topic").ChangeAsync("Bees on city roofs");
        await page.Find("#plan-prompt-add").ChangeAsync("titles");
        await page.Find("#plan-prompt-titles").ChangeAsync("Five titles on {{topic}}, please.");
        await page.Find("#plan-start").ChangeAsync(App.Clock.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await page.Find("form").SubmitAsync();

        var plan = Assert.Single((await App.Get<PlanQueries>().ListAsync(App.CallerAs(Role.Viewer), new PlanFilter(), new PageRequest(), default)).Items);
        Assert.Equal("Five titles on {{topic}}, please.", plan.Prompts["titles"]);
        Assert.Equal(PlanStatus.Queued, plan.Status);
        Assert.InRange(plan.ProcessAt!.Value, App.Clock.GetUtcNow().AddDays(1), App.Clock.GetUtcNow().AddDays(3));
    }

    [Fact]
    public async Task New_UnknownVariableAndAPastStart_AreRefusedUnderTheirFields()
    {
        var page = RenderPage<NewPlanPage>(Role.Author);
        await page.Find("#plan-topic").ChangeAsync("Bees on city roofs");
        await page.Find("#plan-start").ChangeAsync("2001-01-01T09:00");
        await page.Find("form").SubmitAsync();
        Assert.NotEmpty(page.Find("#plan-start-error").TextContent);

        await page.Find("#plan-start").ChangeAsync("");
        await page.Find("#plan-prompt-add").ChangeAsync("titles");
        await page.Find("#plan-prompt-titles").ChangeAsync("Titles on {{weather}}.");
        await page.Find("form").SubmitAsync();

        Assert.Contains("weather", page.Find("#plan-prompt-titles-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("Titles on {{weather}}.", page.Find("#plan-prompt-titles").GetAttribute("value"));
    }

    [Fact]
    public async Task Plan_Archive_AsksFirst()
    {
        var plan = await AddAsync("Done", PlanStatus.Ready);
        var page = RenderPage<PlanPage>(Role.Editor, p => p.Add(x => x.Id, plan.Id));
        var asked = new List<string>();
        var dialogs = Services.GetRequiredService<DialogService>();
        dialogs.OnOpen += (title, _, _, _) => asked.Add(title ?? "");
        var archive = page.FindAll("button").Single(b => b.TextContent.Trim() == "Archive");

        var click = archive.ClickAsync();

        Assert.Equal(["Archive this plan?"], asked);
        Assert.Equal(PlanStatus.Ready, (await App.Get<PlanQueries>().GetAsync(App.CallerAs(Role.Viewer), plan.Id, default))!.Plan.Status);
        await page.InvokeAsync(() => dialogs.Close(true));
        await click.Soon();
        Assert.Equal(PlanStatus.Archived, (await App.Get<PlanQueries>().GetAsync(App.CallerAs(Role.Viewer), plan.Id, default))!.Plan.Status);
    }

    private async Task<ContentPlan> AddAsync(string topic, PlanStatus status, Action<ContentPlan>? change = null)
    {
        var now = App.Clock.GetUtcNow();
        var plan = new ContentPlan { Id = Guid.CreateVersion7(now), WorkspaceId = App.Workspace.Id, Topic = topic, Status = status, CreatedAt = now, UpdatedAt = now, Percent = 30, Run = 1 };
        change?.Invoke(plan);
        await App.AddAsync(plan);
        return plan;
    }
}
