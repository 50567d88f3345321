using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Content;

namespace Broadcaster.Tests.Components.Pages.Content;

public sealed class NextStepsTests
{
    [Theory]
    [InlineData(ContentState.Draft, ApprovalMode.Required, Role.Author, ContentWorkflow.Submit)]
    [InlineData(ContentState.Draft, ApprovalMode.Optional, Role.Author, ContentWorkflow.Submit)]
    [InlineData(ContentState.Draft, ApprovalMode.Optional, Role.Editor, ContentWorkflow.Schedule)]
    [InlineData(ContentState.Draft, ApprovalMode.None, Role.Editor, ContentWorkflow.Schedule)]
    [InlineData(ContentState.InReview, ApprovalMode.Required, Role.Reviewer, ContentWorkflow.Approve)]
    [InlineData(ContentState.InReview, ApprovalMode.Required, Role.Author, null)]
    [InlineData(ContentState.Approved, ApprovalMode.Required, Role.Editor, ContentWorkflow.Schedule)]
    [InlineData(ContentState.Approved, ApprovalMode.Required, Role.Author, null)]
    [InlineData(ContentState.Scheduled, ApprovalMode.Required, Role.Editor, null)]
    [InlineData(ContentState.Published, ApprovalMode.Required, Role.Author, ContentWorkflow.Revise)]
    [InlineData(ContentState.Failed, ApprovalMode.Required, Role.Editor, ContentWorkflow.RetryFailed)]
    [InlineData(ContentState.Published, ApprovalMode.Required, Role.Viewer, null)]
    public async Task Of_StateModeAndRole_OneClearButton(ContentState state, ApprovalMode mode, Role role, string? expected)
    {
        await using var app = await TestApp.StartAsync(settings: new WorkspaceSettings { Approvals = new ApprovalSettings { Mode = mode } });
        var item = await app.AddContentAsync(state: state);
        var caller = app.CallerAs(role);
        var detail = await app.Get<ContentQueries>().FindDetailAsync(caller, item.Id, CancellationToken.None);

        var steps = NextSteps.Of(detail!, mode, caller);

        Assert.Equal(expected, steps.Primary?.Move);
        Assert.DoesNotContain(steps.Primary, steps.Others);
        Assert.NotEmpty(steps.Sentence);
    }

    [Fact]
    public async Task Of_OwnPieceInReview_SaysThatSomebodyElseDecides()
    {
        await using var app = await TestApp.StartAsync();
        var editor = app.CallerAs(Role.Editor);
        var item = await app.AddContentAsync(state: ContentState.InReview, author: editor);
        var detail = await app.Get<ContentQueries>().FindDetailAsync(editor, item.Id, CancellationToken.None);

        var steps = NextSteps.Of(detail!, ApprovalMode.Required, editor);

        Assert.Null(steps.Primary);
        Assert.Contains("somebody else has to approve", steps.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ContentState.Approved, 0, "voids the approval. The")]
    [InlineData(ContentState.Scheduled, 1, "cancels 1 scheduled post.")]
    [InlineData(ContentState.Scheduled, 2, "cancels 2 scheduled posts.")]
    public void CostOfEditing_SaysWhatIsLost(ContentState state, int jobs, string expected) =>
        Assert.Contains(expected, NextSteps.CostOfEditing(state, jobs), StringComparison.Ordinal);
}
