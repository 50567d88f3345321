using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Authoring.Content;

public sealed class RevisionTests
{
    [Fact]
    public async Task RestoreRevision_Older_SaysItAgainAsANewRevision()
    {
        await using var app = await TestApp.StartAsync();
        var author = app.CallerAs(Role.Author);
        var channel = await app.AddChannelAsync();
        var item = await app.AddContentAsync("First", "one\ntwo", channels: [channel], tags: ["a"]);
        await app.Get<SaveContent>().ExecuteAsync(author, item.Id, new ContentInput { Title = "Second", Body = "one\nthree" }, null, false, default);

        var restored = await app.Get<RestoreRevision>().ExecuteAsync(author, item.Id, 1, 2, false, default);

        Assert.True(restored.Ok, restored.Error?.Message);
        var after = await app.FindContentAsync(item.Id);
        Assert.Equal(item.Hash, after!.Hash);
        Assert.Equal([channel.Id], after.Targets.Select(t => t.ChannelId));
        var revisions = await app.Get<RevisionQueries>().ListAsync(author, item.Id, new PageRequest(), default);
        Assert.Equal([(3, "First", true), (2, "Second", false), (1, "First", true)], revisions!.Items.Select(r => (r.Number, r.Title, r.IsCurrent)));
    }

    [Fact]
    public async Task RestoreRevision_ChannelIsGone_RestoresTheRest()
    {
        await using var app = await TestApp.StartAsync();
        var author = app.CallerAs(Role.Author);
        var channel = await app.AddChannelAsync();
        var item = await app.AddContentAsync("First", channels: [channel]);
        await app.Get<SaveContent>().ExecuteAsync(author, item.Id, new ContentInput { Title = "Second" }, null, false, default);
        await using (var db = app.Database.Write(app.CallerAs(Role.Owner), "channel.deleted"))
        {
            db.Channels.Single().DeletedAt = app.Clock.GetUtcNow();
            await db.SaveChangesAsync();
        }

        var restored = await app.Get<RestoreRevision>().ExecuteAsync(author, item.Id, 1, null, false, default);

        Assert.Equal("First", restored.Value.Title);
        Assert.Empty(restored.Value.Targets);
    }

    [Fact]
    public async Task RestoreRevision_UnknownNumber_NotFound()
    {
        await using var app = await TestApp.StartAsync();
        var item = await app.AddContentAsync();

        var restored = await app.Get<RestoreRevision>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, 7, null, false, default);

        Assert.Equal("revision.not_found", restored.Error?.Code);
    }

    [Fact]
    public async Task Compare_TwoRevisions_NamesLinesAndFields()
    {
        await using var app = await TestApp.StartAsync();
        var author = app.CallerAs(Role.Author);
        var channel = await app.AddChannelAsync();
        var item = await app.AddContentAsync("First", "one\ntwo\nthree", tags: ["a"]);
        await app.Get<SaveContent>().ExecuteAsync(
            author,
            item.Id,
            new ContentInput { Title = "Second", Body = "one\n2\nthree", Tags = ["a", "b"], Variants = [new VariantInput { ChannelId = channel.Id, Title = "V" }] },
            null,
            false,
            default);

        var diff = await app.Get<RevisionQueries>().CompareAsync(author, item.Id, 1, 2, default);

        Assert.Equal(
            [(DiffKind.Same, "one", 1, 1), (DiffKind.Removed, "two", 2, null), (DiffKind.Added, "2", null, 2), (DiffKind.Same, "three", (int?)3, (int?)3)],
            diff!.Body.Select(l => (l.Kind, l.Text, l.Left, l.Right)));
        Assert.Equal(["title", "tags", "variant.title"], diff.Fields.Select(f => f.Field));
        Assert.Equal(channel.Id, diff.Fields[^1].ChannelId);
        Assert.Null(await app.Get<RevisionQueries>().CompareAsync(author, item.Id, 1, 9, default));
    }
}
