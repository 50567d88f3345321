using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Foundation.Common;

/// <summary>A sort that a list accepts is a sort that it follows, in both directions.</summary>
public sealed class SortDirectionTests
{
    [Fact]
    public async Task Lists_SortedUpAndDown_AreEachOthersReverse()
    {
        await using var app = await TestApp.StartAsync();
        var (owner, author) = (app.CallerAs(Role.Owner), app.CallerAs(Role.Author));
        var item = await app.AddContentAsync("First", state: ContentState.InReview);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        var draft = await app.AddContentAsync("Second");
        await app.Get<SaveContent>().ExecuteAsync(author, draft.Id, new ContentInput { Title = "Second, saved again" }, null, false, default);
        var later = await app.AddContentAsync("Third", state: ContentState.InReview);
        await app.Get<UploadMedia>().ExecuteAsync(author, "a.gif", new MemoryStream("GIF89a1"u8.ToArray()), null, default);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.Get<UploadMedia>().ExecuteAsync(author, "b.gif", new MemoryStream("GIF89a2"u8.ToArray()), null, default);
        await app.AddWorkspaceAsync("another");
        await using (var db = app.Database.OpenUnscoped())
        {
            db.Users.Single(u => u.Id == owner.UserId).IsInstanceAdmin = true;
            await db.SaveChangesAsync();
        }

        var pending = app.Get<PendingApprovals>();
        Assert.Equal([item.Id, later.Id], (await pending.ListAsync(owner, new PageRequest(Sort: "submittedAt"), default)).Items.Select(i => i.Content.Id));
        Assert.Equal([later.Id, item.Id], (await pending.ListAsync(owner, new PageRequest(Sort: "-submittedAt"), default)).Items.Select(i => i.Content.Id));
        Assert.Equal(["b.gif", "a.gif"], (await app.Get<MediaQueries>().ListAsync(owner, new PageRequest(Sort: "-createdAt"), default)).Items.Select(m => m.FileName));
        Assert.Equal(["a.gif", "b.gif"], (await app.Get<MediaQueries>().ListAsync(owner, new PageRequest(Sort: "createdAt"), default)).Items.Select(m => m.FileName));
        Assert.Equal([2, 1], (await app.Get<RevisionQueries>().ListAsync(owner, draft.Id, new PageRequest(Sort: "-number"), default))!.Items.Select(r => r.Number));
        Assert.Equal([1, 2], (await app.Get<RevisionQueries>().ListAsync(owner, draft.Id, new PageRequest(Sort: "number"), default))!.Items.Select(r => r.Number));
        Assert.Equal(["another", "main"], (await app.Get<WorkspaceQueries>().ListAsync(owner, new PageRequest(Sort: "name"), default)).Items.Select(w => w.Slug));
        Assert.Equal(["main", "another"], (await app.Get<WorkspaceQueries>().ListAsync(owner, new PageRequest(Sort: "-name"), default)).Items.Select(w => w.Slug));
    }
}
