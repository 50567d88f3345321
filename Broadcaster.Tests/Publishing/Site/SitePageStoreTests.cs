using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Connectors.Site;
using Broadcaster.Core.Publishing.Site;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Publishing.Site;

public abstract class SitePageStoreTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Write_SameJobTwice_OnePageUnchanged()
    {
        await using var app = await TestApp.StartAsync(provider);
        var post = Post(app, "hello");
        var first = await app.Get<ISitePages>().WriteAsync(post, CancellationToken.None);
        var second = await app.Get<ISitePages>().WriteAsync(post with { Title = "Changed since" }, CancellationToken.None);
        Assert.Equal(first, second);
        Assert.Equal("A title", Assert.Single(await PagesAsync(app)).Title);
    }

    [Fact]
    public async Task Write_SlugOfAnotherPiece_GetsANumber()
    {
        await using var app = await TestApp.StartAsync(provider);
        var slugs = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            slugs.Add((await app.Get<ISitePages>().WriteAsync(Post(app, "same"), CancellationToken.None))!.Slug);
        }

        Assert.Equal(["same", "same-2", "same-3"], slugs);
    }

    [Fact]
    public async Task Write_ManyAtOnceWithOneSlug_EachHasItsOwn()
    {
        await using var app = await TestApp.StartAsync(provider);
        var places = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => app.Get<ISitePages>().WriteAsync(Post(app, "race"), CancellationToken.None)));
        Assert.Distinct(places.Select(p => p!.Slug));
        Assert.Equal(5, (await PagesAsync(app)).Count);
    }

    [Fact]
    public async Task Write_ReservedSlug_IsNotTaken()
    {
        await using var app = await TestApp.StartAsync(provider);
        Assert.NotEqual("feed.xml", (await app.Get<ISitePages>().WriteAsync(Post(app, "feed.xml"), CancellationToken.None))!.Slug);
    }

    [Fact]
    public async Task Write_Revision_TakesThePageOver()
    {
        await using var app = await TestApp.StartAsync(provider);
        var parent = await app.AddContentAsync(state: ContentState.Published);
        var now = app.Clock.GetUtcNow();
        var child = new ContentItem
        {
            Id = Guid.CreateVersion7(), WorkspaceId = app.Workspace.Id, Title = "New", Body = "b", Slug = "other", Hash = "x", ParentId = parent.Id, CreatedAt = now, UpdatedAt = now,
        };
        await app.AddAsync(child);
        var pages = app.Get<ISitePages>();
        await pages.WriteAsync(Post(app, "known") with { ContentId = parent.Id }, CancellationToken.None);
        app.Time.Advance(TimeSpan.FromDays(1));
        var place = await pages.WriteAsync(Post(app, "other") with { ContentId = child.Id, Title = "New" }, CancellationToken.None);

        Assert.Equal("known", place!.Slug);
        var page = Assert.Single(await PagesAsync(app));
        Assert.Equal(("New", child.Id), (page.Title, page.ContentId));
        Assert.Equal(now, page.PublishedAt);
        Assert.Equal(now.AddDays(1), page.UpdatedAt);
    }

    [Fact]
    public async Task Write_OwnPictures_AreShownAtTheSite()
    {
        await using var app = await TestApp.StartAsync(provider);
        var picture = Guid.CreateVersion7();
        await app.Get<ISitePages>().WriteAsync(Post(app, "pic") with { Html = $"<p><img src=\"/api/v1/media/{picture}/content\" alt=\"\"><img src=\"https://else.example/media/{picture}\"></p>" }, CancellationToken.None);
        var page = Assert.Single(await PagesAsync(app));
        Assert.Contains($"src=\"/site/main/media/{picture}\"", page.Html);
        Assert.Contains("https://else.example/", page.Html);
        Assert.Equal(picture, Assert.Single(page.Media).MediaId);
    }

    private static SitePost Post(TestApp app, string slug) => new(
        app.Workspace.Id, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), app.Workspace.Slug, slug, "A title", "In short.", "<p>Text</p>", ["one"], null, "en", null, null);

    private static async Task<List<SitePage>> PagesAsync(TestApp app)
    {
        await using var db = app.Database.Read(app.Workspace.Id);
        return await db.SitePages.Include(p => p.Media).ToListAsync();
    }
}

public sealed class SqliteSitePageStoreTests() : SitePageStoreTests(DatabaseProvider.Sqlite);

public sealed class PostgresSitePageStoreTests() : SitePageStoreTests(DatabaseProvider.Postgres);
