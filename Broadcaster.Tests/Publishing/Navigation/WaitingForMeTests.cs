using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Navigation;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Publishing.Navigation;

public abstract class WaitingForMeTests(DatabaseProvider provider)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reviews_QueueBadgeAndHome_SayTheSame(bool selfApproval)
    {
        await using var app = await TestApp.StartAsync(provider, settings: new WorkspaceSettings { Approvals = new ApprovalSettings { AllowSelfApproval = selfApproval } });
        var editor = app.CallerAs(Role.Editor);
        await app.AddContentAsync("Somebody's", state: ContentState.InReview);
        await app.AddContentAsync("Own", state: ContentState.InReview, author: editor);
        var edited = await app.AddContentAsync("Edited last by the editor");
        var saved = await app.Get<SaveContent>().ExecuteAsync(editor, edited.Id, new ContentInput { Title = "Edited last by the editor", Body = "Better." }, null, false, default);
        Assert.True(saved.Ok, saved.Error?.Message);
        var submitted = await app.Get<SubmitContent>().ExecuteAsync(editor, edited.Id, default);
        Assert.True(submitted.Ok, submitted.Error?.Message);
        Assert.Equal(editor.MemberId, submitted.Value.UpdatedBy);

        var queue = await app.Get<PendingApprovals>().TitlesAsync(editor, new PageRequest(), default);
        var home = await app.Get<WaitingForMe>().ReadAsync(editor, 10, default);
        var badge = await app.Get<WorkspacePulse>().ReadAsync(editor, default);

        Assert.Equal(selfApproval ? 3 : 1, queue.Total);
        Assert.Equal(queue.Items.Select(i => i.Id), home.Where(i => i.Kind == WaitingKind.Review).Select(i => i.Id));
        Assert.Equal(queue.Total, badge.ToReview);
        Assert.Equal(0, (await app.Get<WorkspacePulse>().ReadAsync(app.CallerAs(Role.Author), default)).ToReview);
    }

    [Fact]
    public async Task Authors_OfPlansAndContents_EachTheirOwn()
    {
        await using var app = await TestApp.StartAsync(provider);
        await app.AddContentAsync(author: app.CallerAs(Role.Author));
        var now = app.Clock.GetUtcNow();
        await app.AddAsync(new Core.Planning.Plans.ContentPlan { Id = Guid.CreateVersion7(now), WorkspaceId = app.Workspace.Id, Topic = "Bees", CreatedBy = app.CallerAs(Role.Editor).MemberId, CreatedAt = now, UpdatedAt = now });
        var authors = app.Get<Authors>();

        Assert.Equal(["Author Example"], (await authors.OfContentsAsync(app.CallerAs(Role.Viewer), default)).Select(a => a.Name));
        Assert.Equal(["Editor Example"], (await authors.OfPlansAsync(app.CallerAs(Role.Viewer), default)).Select(a => a.Name));
    }
}

public sealed class SqliteWaitingForMeTests() : WaitingForMeTests(DatabaseProvider.Sqlite);

public sealed class PostgresWaitingForMeTests() : WaitingForMeTests(DatabaseProvider.Postgres);
