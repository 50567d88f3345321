using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Plans;
using Bunit;

namespace Broadcaster.Tests.Components.Pages.Plans;

public sealed class EditPlanPageTests : PageTestBase
{
    [Fact]
    public async Task Start_SetMovedAndCleared_IsKeptOnTheWorkspacesClock()
    {
        var editor = App.CallerAs(Role.Editor);
        var id = (await App.Get<CreatePlan>().ExecuteAsync(editor, new PlanInput { Topic = "Bees" }, default)).Value.Id;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(App.Workspace.TimeZone);

        var plan = await SaveAsync(id, "", "2026-02-01T09:30");
        Assert.Equal((PlanStatus.Queued, new DateTime(2026, 2, 1, 9, 30, 0)), (plan.Status, TimeZoneInfo.ConvertTime(plan.ProcessAt!.Value, zone).DateTime));

        plan = await SaveAsync(id, "2026-02-01T09:30", "2026-02-02T10:00");
        Assert.Equal((PlanStatus.Queued, new DateTime(2026, 2, 2, 10, 0, 0)), (plan.Status, TimeZoneInfo.ConvertTime(plan.ProcessAt!.Value, zone).DateTime));

        plan = await SaveAsync(id, "2026-02-02T10:00", "");
        Assert.Equal((PlanStatus.Draft, null), (plan.Status, plan.ProcessAt));
    }

    private async Task<ContentPlan> SaveAsync(Guid id, string shown, string typed)
    {
        var page = RenderPage<EditPlanPage>(Role.Editor, p => p.Add(x => x.Id, id));
        Assert.Equal(shown, page.Find("#plan-start").GetAttribute("value") ?? "");
        await page.Find("#plan-start").ChangeAsync(typed);
        await page.Find("form").SubmitAsync();
        return (await App.Get<PlanQueries>().GetAsync(App.CallerAs(Role.Editor), id, default))!.Plan;
    }
}
