using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Scheduling;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Authoring.Approvals;

public abstract class ApprovalTests(DatabaseProvider provider)
{
    [Fact]
    public async Task ApproveContent_ByAReviewer_BindsToTheHash()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync(state: ContentState.InReview);
        var reviewer = app.CallerAs(Role.Reviewer);

        var approved = await app.Get<ApproveContent>().ExecuteAsync(reviewer, item.Id, new ApproveRequest { Comment = " Fine ", ContentHash = item.Hash.ToUpperInvariant() }, default);

        Assert.True(approved.Ok, approved.Error?.Message);
        var after = await app.FindContentAsync(item.Id);
        Assert.Equal((ContentState.Approved, item.Hash), (after!.State, after.ApprovedHash));
        var decision = Assert.Single(after.Approvals);
        Assert.Equal((reviewer.MemberId, ApprovalDecision.Approved, "Fine", item.Hash), (decision.MemberId, decision.Decision, decision.Comment, decision.ContentHash));
        Assert.Equal(ApprovalStatus.Approved, ApprovalStatuses.Of(after));
    }

    [Fact]
    public async Task ApproveContent_ChangedMeanwhile_RefusedWithTheCurrentHash()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync(state: ContentState.InReview);
        var edited = await app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, new ContentInput { Title = "Other" }, 1, false, default);

        var approved = await app.Get<ApproveContent>().ExecuteAsync(app.CallerAs(Role.Reviewer), item.Id, new ApproveRequest { ContentHash = item.Hash }, default);

        Assert.Equal(edited.Value.Hash, Assert.IsType<ContentChanged>(approved.Error).CurrentHash);
        Assert.Null((await app.FindContentAsync(item.Id))!.ApprovedHash);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ApproveContent_OwnWork_AsTheSettingsSay(bool allowed)
    {
        await using var app = await TestApp.StartAsync(provider, settings: new WorkspaceSettings { Approvals = new ApprovalSettings { AllowSelfApproval = allowed } });
        var editor = app.CallerAs(Role.Editor);
        var own = await app.AddContentAsync(state: ContentState.InReview, author: editor);
        var touched = await app.AddContentAsync(state: ContentState.InReview);
        await app.Get<SaveContent>().ExecuteAsync(editor, touched.Id, new ContentInput { Title = "Mended" }, 1, false, default);
        var approve = app.Get<ApproveContent>();

        foreach (var id in new[] { own.Id, touched.Id })
        {
            var approved = await approve.ExecuteAsync(editor, id, new ApproveRequest(), default);
            Assert.Equal(allowed ? null : "content.self_approval", approved.Error?.Code);
        }

        Assert.Equal(allowed ? ContentState.Approved : ContentState.InReview, (await app.FindContentAsync(own.Id))!.State);
    }

    [Fact]
    public async Task ApproveContent_WithSchedule_IsOneCommit()
    {
        await using var app = await TestApp.StartAsync(provider);
        var channel = await app.AddChannelAsync();
        var item = await app.AddContentAsync(state: ContentState.InReview, channels: [channel]);
        var runAt = app.Clock.GetUtcNow().AddHours(2);

        var approved = await app.Get<ApproveContent>().ExecuteAsync(
            app.CallerAs(Role.Editor), item.Id, new ApproveRequest { Schedule = new ScheduleRequest { ChannelIds = [channel.Id], RunAt = runAt } }, default);

        Assert.True(approved.Ok, approved.Error?.Message);
        var after = await app.FindContentAsync(item.Id);
        Assert.Equal((ContentState.Scheduled, item.Hash, runAt), (after!.State, after.ApprovedHash, after.ScheduledAt));
        Assert.Equal(2, after.Version);
        await using var db = app.Database.Read(app.CallerAs(Role.Owner));
        Assert.Equal((item.Hash, runAt), await db.PublishJobs.Select(j => new ValueTuple<string, DateTimeOffset>(j.ContentHash, j.RunAt)).SingleAsync());
    }

    [Theory]
    [InlineData(Role.Editor, -1, "schedule.in_past")]
    [InlineData(Role.Reviewer, 1, "permission.denied")]
    public async Task ApproveContent_ScheduleRefused_ApprovesNothing(Role role, int hours, string code)
    {
        await using var app = await TestApp.StartAsync(provider);
        var channel = await app.AddChannelAsync();
        var item = await app.AddContentAsync(state: ContentState.InReview, channels: [channel]);
        var schedule = new ScheduleRequest { ChannelIds = [channel.Id], RunAt = app.Clock.GetUtcNow().AddHours(hours) };

        var approved = await app.Get<ApproveContent>().ExecuteAsync(app.CallerAs(role), item.Id, new ApproveRequest { Schedule = schedule }, default);

        Assert.Equal(code, approved.Error?.Code);
        var after = await app.FindContentAsync(item.Id);
        Assert.Equal((ContentState.InReview, null), (after!.State, after.ApprovedHash));
        Assert.Empty(after.Approvals);
    }

    [Fact]
    public async Task ApproveContent_TwoReviewersAtOnce_OneDecides()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync(state: ContentState.InReview);

        var all = await Task.WhenAll(new[] { Role.Reviewer, Role.Editor, Role.Admin }.Select(role => Task.Run(() =>
            app.Get<ApproveContent>().ExecuteAsync(app.CallerAs(role), item.Id, new ApproveRequest(), default))));

        Assert.Single(all, r => r.Ok);
        Assert.All(all.Where(r => !r.Ok), r => Assert.True(r.Error is StaleVersion or IllegalMove));
        Assert.Single((await app.FindContentAsync(item.Id))!.Approvals);
    }

    [Fact]
    public async Task SubmitContent_WorkspaceWithoutReview_Refused()
    {
        await using var app = await TestApp.StartAsync(provider, settings: new WorkspaceSettings { Approvals = new ApprovalSettings { Mode = ApprovalMode.None } });
        var item = await app.AddContentAsync();

        var submitted = await app.Get<SubmitContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, default);

        Assert.Equal("content.no_review", submitted.Error?.Code);
        Assert.DoesNotContain(ContentWorkflow.Submit, (await app.Get<ContentQueries>().FindDetailAsync(app.CallerAs(Role.Author), item.Id, default))!.Moves);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public async Task RejectContent_WithoutAComment_Refused(string? comment)
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync(state: ContentState.InReview);

        var rejected = await app.Get<RejectContent>().ExecuteAsync(app.CallerAs(Role.Reviewer), item.Id, comment, null, default);

        Assert.Equal(["comment"], rejected.Error!.Fields.Keys);
        Assert.Equal(ContentState.InReview, (await app.FindContentAsync(item.Id))!.State);
    }

    [Fact]
    public async Task RejectContent_ThenEdited_IsADraftThatKeepsTheDecision()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync(state: ContentState.InReview);
        var rejected = await app.Get<RejectContent>().ExecuteAsync(app.CallerAs(Role.Reviewer), item.Id, "Shorter, please.", item.Hash, default);
        Assert.Equal(ApprovalStatus.Rejected, ApprovalStatuses.Of(rejected.Value));

        var edited = await app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, new ContentInput { Title = "Short" }, null, false, default);

        Assert.Equal(ContentState.Draft, edited.Value.State);
        var decision = Assert.Single((await app.FindContentAsync(item.Id))!.Approvals);
        Assert.Equal((ApprovalDecision.ChangesRequested, "Shorter, please."), (decision.Decision, decision.Comment));
    }

    [Fact]
    public async Task PendingApprovals_OldestFirst_WithoutOnesOwn()
    {
        await using var app = await TestApp.StartAsync(provider);
        var editor = app.CallerAs(Role.Editor);
        var older = await app.AddContentAsync("Older", state: ContentState.InReview);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        var newer = await app.AddContentAsync("Newer", state: ContentState.InReview);
        var own = await app.AddContentAsync("Own", state: ContentState.InReview, author: editor);
        await app.AddContentAsync("Draft");
        var pending = app.Get<PendingApprovals>();

        var forEditor = await pending.ListAsync(editor, new PageRequest(), default);
        var forReviewer = await pending.ListAsync(app.CallerAs(Role.Reviewer), new PageRequest(1, 2), default);
        var forAuthor = await pending.ListAsync(app.CallerAs(Role.Author), new PageRequest(), default);

        Assert.Equal([older.Id, newer.Id], forEditor.Items.Select(i => i.Content.Id));
        Assert.Equal((older.SubmittedAt, "Author Example"), (forEditor.Items[0].WaitingSince, forEditor.Items[0].AuthorName));
        Assert.Equal((2, 3), (forReviewer.Items.Count, forReviewer.Total));
        Assert.Empty(forAuthor.Items);
        Assert.Equal(2, await pending.CountAsync(editor, default));
        await app.ChangeSettingsAsync(s => s with { Approvals = new ApprovalSettings { AllowSelfApproval = true } });
        Assert.Contains(own.Id, (await pending.ListAsync(editor, new PageRequest(), default)).Items.Select(i => i.Content.Id));
    }
}

public sealed class SqliteApprovalTests() : ApprovalTests(DatabaseProvider.Sqlite);

public sealed class PostgresApprovalTests() : ApprovalTests(DatabaseProvider.Postgres);
