using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Authoring.Content.Lists;

public abstract class ContentQueriesTests(DatabaseProvider provider)
{
    [Theory]
    [InlineData("launch", "Summer launch")]
    [InlineData("LAUNCH summer", "Summer launch")]
    [InlineData("ÄRGER", "Viel Ärger")]
    [InlineData("ärger", "Viel Ärger")]
    [InlineData("100%", "100% sure")]
    [InlineData("a_b", "Uses a_b")]
    [InlineData("back\\slash", "A back\\slash")]
    [InlineData("hidden", "In the body")]
    [InlineData("evergreen", "By tag")]
    [InlineData("launch winter", null)]
    [InlineData("nowhere", null)]
    public async Task List_Search_FindsWordsWhateverTheirCase(string search, string? found)
    {
        await using var app = await TestApp.StartAsync(provider);
        await app.AddContentAsync("Summer launch");
        await app.AddContentAsync("Viel Ärger");
        await app.AddContentAsync("100% sure");
        await app.AddContentAsync("1000 sure");
        await app.AddContentAsync("Uses a_b");
        await app.AddContentAsync("Uses aXb");
        await app.AddContentAsync("A back\\slash");
        await app.AddContentAsync("In the body", "something Hidden here");
        await app.AddContentAsync("By tag", tags: ["Evergreen"]);

        var page = await ListAsync(app, new ContentFilter { Search = search });

        Assert.Equal(found is null ? [] : [found], page.Items.Select(i => i.Title));
    }

    [Fact]
    public async Task List_Filters_NarrowTogether()
    {
        await using var app = await TestApp.StartAsync(provider);
        var meant = await app.AddChannelAsync(name: "Meant");
        var sent = await app.AddChannelAsync(name: "Sent");
        var one = await app.AddContentAsync("One", state: ContentState.Published, channels: [meant], tags: ["News", "Other"]);
        app.Time.Advance(TimeSpan.FromDays(1));
        var two = await app.AddContentAsync("Two", author: app.CallerAs(Role.Editor), tags: ["news"]);
        await app.AddAsync(Jobs.Of(two, sent, JobStatus.Queued, null));
        await app.AddAsync(Jobs.Of(one, sent, JobStatus.Cancelled, null));

        Assert.Equal(["One"], await TitlesAsync(app, new ContentFilter { States = [ContentState.Published, ContentState.Failed] }));
        Assert.Equal(["Two", "One"], await TitlesAsync(app, new ContentFilter { Tag = "NEWS" }));
        Assert.Equal([], await TitlesAsync(app, new ContentFilter { Tag = "new" }));
        Assert.Equal(["One"], await TitlesAsync(app, new ContentFilter { ChannelId = meant.Id }));
        Assert.Equal(["Two"], await TitlesAsync(app, new ContentFilter { ChannelId = sent.Id }));
        Assert.Equal(["Two"], await TitlesAsync(app, new ContentFilter { AuthorId = app.CallerAs(Role.Editor).MemberId }));
        Assert.Equal(["One"], await TitlesAsync(app, new ContentFilter { To = two.CreatedAt }));
        Assert.Equal(["Two"], await TitlesAsync(app, new ContentFilter { From = two.CreatedAt }));
        Assert.Equal([], await TitlesAsync(app, new ContentFilter { Tag = "news", ChannelId = meant.Id, From = two.CreatedAt }));
    }

    [Fact]
    public async Task List_Sorts_EmptyOnesLast()
    {
        await using var app = await TestApp.StartAsync(provider);
        foreach (var title in new[] { "beta", "Alpha", "gamma" })
        {
            var item = await app.AddContentAsync(title, state: title == "gamma" ? ContentState.Draft : ContentState.Scheduled);
            await using var db = app.Database.OpenUnscoped();
            var row = db.Contents.Attach(item).Entity;
            row.ScheduledAt = title == "gamma" ? null : app.Clock.GetUtcNow().AddDays(title.Length);
            await db.SaveChangesAsync();
            app.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["Alpha", "beta", "gamma"], await TitlesAsync(app, new ContentFilter(), "title"));
        Assert.Equal(["gamma", "beta", "Alpha"], await TitlesAsync(app, new ContentFilter(), "-title"));
        Assert.Equal(["beta", "Alpha", "gamma"], await TitlesAsync(app, new ContentFilter(), "scheduledAt"));
        Assert.Equal(["Alpha", "beta", "gamma"], await TitlesAsync(app, new ContentFilter(), "-scheduledAt"));
        Assert.Equal(["gamma", "Alpha", "beta"], await TitlesAsync(app, new ContentFilter(), "-createdAt"));
        Assert.Equal(["gamma", "Alpha", "beta"], await TitlesAsync(app, new ContentFilter()));
        foreach (var sort in ContentQueries.Sortable)
        {
            Assert.Equal(3, (await ListAsync(app, new ContentFilter(), sort)).Total);
        }
    }

    [Fact]
    public async Task List_Page_CountsAllAndShowsWhoAndWhat()
    {
        await using var app = await TestApp.StartAsync(provider);
        var channel = await app.AddChannelAsync();
        for (var i = 0; i < 5; i++)
        {
            await app.AddContentAsync($"Piece {i}", state: i == 4 ? ContentState.Approved : ContentState.Draft, channels: [channel], tags: ["b", "a"]);
            app.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var page = await app.Get<ContentQueries>().ListAsync(app.CallerAs(Role.Viewer), new ContentFilter(), new PageRequest(2, 2, "createdAt"), default);
        var counts = await app.Get<ContentQueries>().CountByStateAsync(app.CallerAs(Role.Viewer), new ContentFilter { States = [ContentState.Failed] }, default);

        Assert.Equal((2, 2, 5), (page.Number, page.PageSize, page.Total));
        Assert.Equal(["Piece 2", "Piece 3"], page.Items.Select(i => i.Title));
        Assert.Equal(["b", "a"], page.Items[0].Tags);
        Assert.Equal([channel.Id], page.Items[0].ChannelIds);
        Assert.Equal("Author Example", page.Items[0].AuthorName);
        Assert.Equal((4, 1, 0), (counts[ContentState.Draft], counts[ContentState.Approved], counts[ContentState.Published]));
        Assert.Equal(["a", "b"], await app.Get<ContentQueries>().SuggestTagsAsync(app.CallerAs(Role.Viewer), "", 5, default));
    }

    [Fact]
    public async Task List_AnotherWorkspace_SeesNothing()
    {
        await using var app = await TestApp.StartAsync(provider);
        await app.AddContentAsync();
        var stranger = await app.AddMemberAsync(Role.Owner, "Stranger", await app.AddWorkspaceAsync("other"));
        var queries = app.Get<ContentQueries>();

        Assert.Equal(0, (await queries.ListAsync(stranger, new ContentFilter(), new PageRequest(), default)).Total);
        Assert.All((await queries.CountByStateAsync(stranger, new ContentFilter(), default)).Values, count => Assert.Equal(0, count));
    }

    [Fact]
    public async Task FindDetail_ForACaller_NamesPeopleAndMoves()
    {
        await using var app = await TestApp.StartAsync(provider);
        var parent = await app.AddContentAsync("Parent", state: ContentState.Published);
        var item = (await app.Get<ReviseContent>().ExecuteAsync(app.CallerAs(Role.Author), parent.Id, default)).Value;
        await app.Get<SubmitContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, default);

        var forReviewer = await app.Get<ContentQueries>().FindDetailAsync(app.CallerAs(Role.Reviewer), item.Id, default);
        var forAuthor = await app.Get<ContentQueries>().FindDetailAsync(app.CallerAs(Role.Author), item.Id, default);

        Assert.Equal(("Parent", 1, "Author Example"), (forReviewer!.ParentTitle, forReviewer.Revisions, forReviewer.Names.Of(item.CreatedBy)));
        Assert.Equal(["approve", "reject"], forReviewer.Moves);
        Assert.Equal(["edit", "withdraw"], forAuthor!.Moves);
    }

    private static Task<Page<ContentItem>> ListAsync(TestApp app, ContentFilter filter, string? sort = null) =>
        app.Get<ContentQueries>().ListWholeAsync(app.CallerAs(Role.Viewer), filter, new PageRequest(1, 50, sort), default);

    private static async Task<IEnumerable<string>> TitlesAsync(TestApp app, ContentFilter filter, string? sort = null) =>
        (await ListAsync(app, filter, sort)).Items.Select(i => i.Title);
}

public sealed class SqliteContentQueriesTests() : ContentQueriesTests(DatabaseProvider.Sqlite);

public sealed class PostgresContentQueriesTests() : ContentQueriesTests(DatabaseProvider.Postgres);
