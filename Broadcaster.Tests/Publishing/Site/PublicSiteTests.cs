using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Connectors.Site;
using Broadcaster.Core.Publishing.Newsletter;
using Broadcaster.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Publishing.Site;

public sealed class PublicSiteTests : IAsyncLifetime
{
    private readonly WebApplicationFactory<Program> app = new BroadcasterApp().WithWebHostBuilder(b => b
        .UseSetting("Bootstrap:AdminEmail", "admin@example.test")
        .UseSetting("Bootstrap:AdminPassword", "A-long-pass-word-1!"));

    private HttpClient client = null!;
    private Workspace workspace = null!;

    public async Task InitializeAsync()
    {
        client = app.CreateClient();
        workspace = new Workspace { Id = Guid.CreateVersion7(), Slug = "red", Name = "Red & <b>team</b>", TimeZone = "Europe/Berlin", CreatedAt = DateTimeOffset.UnixEpoch };
        await using var db = app.Services.GetRequiredService<Database>().OpenUnscoped();
        db.Add(workspace);
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Page_Published_HasAllThatReadersAndMachinesNeed()
    {
        await PublishAsync("hello", "A </script> & <title>", canonical: "https://first.example/a");
        using var response = await client.GetAsync("/site/red/hello");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        var page = await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());

        Assert.Equal("A </script> & <title>", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("https://first.example/a", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal("article", page.QuerySelector("meta[property='og:type']")!.GetAttribute("content"));
        Assert.Equal("A </script> & <title>", page.QuerySelector("meta[property='og:title']")!.GetAttribute("content"));
        Assert.Equal("summary", page.QuerySelector("meta[name='twitter:card']")!.GetAttribute("content"));
        Assert.EndsWith("/site/red/feed.xml", page.QuerySelector("link[type='application/atom+xml']")!.GetAttribute("href"));
        using var linked = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
        Assert.Equal("Article", linked.RootElement.GetProperty("@type").GetString());
        Assert.Equal("A </script> & <title>", linked.RootElement.GetProperty("headline").GetString());
        Assert.Single(page.QuerySelectorAll("script"));
    }

    [Theory]
    [InlineData("/site/red?page=2147483647")]
    [InlineData("/site/red?page=-2147483648")]
    public async Task Index_FarPastTheEnd_IsNoError(string address)
    {
        await PublishAsync("one", "One");

        using var response = await client.GetAsync(address);

        Assert.True((int)response.StatusCode < 500, response.StatusCode.ToString());
    }

    [Fact]
    public async Task Page_AskedAgain_IsNotModified()
    {
        await PublishAsync("again", "Again");
        using var first = await client.GetAsync("/site/red/again");
        using var byTag = new HttpRequestMessage(HttpMethod.Get, "/site/red/again") { Headers = { { "If-None-Match", first.Headers.ETag!.ToString() } } };
        using var byTime = new HttpRequestMessage(HttpMethod.Get, "/site/red/again") { Headers = { IfModifiedSince = first.Content.Headers.LastModified } };
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(byTag)).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(byTime)).StatusCode);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/site/red/again"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task FeedAndSitemap_HoldThePiece()
    {
        await PublishAsync("fed", "Fed & read");
        XNamespace atom = "http://www.w3.org/2005/Atom";
        using var response = await client.GetAsync("/site/red/feed.xml");
        Assert.Equal("application/atom+xml", response.Content.Headers.ContentType!.MediaType);
        var entry = XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!.Elements(atom + "entry").Single();
        Assert.Equal("Fed & read", entry.Element(atom + "title")!.Value);
        Assert.EndsWith("/site/red/fed", entry.Element(atom + "link")!.Attribute("href")!.Value);
        Assert.Contains("<p>Text</p>", entry.Element(atom + "content")!.Value);

        var sitemap = XDocument.Parse(await client.GetStringAsync("/site/red/sitemap.xml"));
        Assert.Contains(sitemap.Descendants().Where(e => e.Name.LocalName == "loc"), l => l.Value.EndsWith("/site/red/fed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/site/red/nothing-here")]
    [InlineData("/site/nobody")]
    [InlineData("/site/nobody/x")]
    [InlineData("/site/nobody/feed.xml")]
    [InlineData("/site/red?page=99")]
    [InlineData("/site/red/media/0198aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee")]
    [InlineData("/u/not-a-token")]
    public async Task Missing_AnyAddress_Is404WithAPage(string address)
    {
        using var response = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.NotEmpty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Index_ManyPages_IsPaged()
    {
        for (var i = 0; i < 22; i++)
        {
            await PublishAsync($"p-{i}", $"Piece {i}");
        }

        Assert.Equal(20, (await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/site/red"))).QuerySelectorAll("article").Length);
        Assert.Equal(2, (await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/site/red?page=2"))).QuerySelectorAll("article").Length);
    }

    [Fact]
    public async Task Unsubscribe_OpeningAsks_PostingDoes()
    {
        var channel = new Broadcaster.Core.Publishing.Channels.Channel
        {
            Id = Guid.CreateVersion7(), WorkspaceId = workspace.Id, Connector = "email", Name = "Weekly <news>", Settings = "{}", CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        await using var db = app.Services.GetRequiredService<Database>().OpenUnscoped();
        db.Add(channel);
        await db.SaveChangesAsync();
        var path = app.Services.GetRequiredService<Subscribers>().UnsubscribePath(workspace.Id, channel.Id, "ada@example.org");
        Assert.DoesNotContain("ada", path, StringComparison.OrdinalIgnoreCase);

        var asked = await client.GetStringAsync(path);
        Assert.Contains("ada@example.org", asked);
        Assert.Contains("Weekly &lt;news&gt;", asked);
        Assert.Equal(0, await db.EmailSuppressions.IgnoreQueryFilters().CountAsync());

        using var posted = await client.PostAsync(path, new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" }));
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        using var again = await client.PostAsync(path, null);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var row = await db.EmailSuppressions.IgnoreQueryFilters().SingleAsync();
        Assert.Equal(("ada@example.org", "one_click"), (row.Address, row.Source));
        var entry = Assert.Single(await db.AuditEntries.IgnoreQueryFilters().Where(e => e.Action == "newsletter.unsubscribed").ToListAsync());
        Assert.Equal(("A reader", "channel", channel.Id), (entry.ActorName, entry.Subject, entry.SubjectId));
        Assert.DoesNotContain("ada", entry.Changes, StringComparison.OrdinalIgnoreCase);
    }

    private async Task PublishAsync(string slug, string title, string? canonical = null)
    {
        var place = await app.Services.GetRequiredService<ISitePages>().WriteAsync(
            new SitePost(workspace.Id, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), "red", slug, title, "In short.", "<p>Text</p>", ["one", "two"], canonical, "en", null, null),
            CancellationToken.None);
        Assert.Equal(slug, place!.Slug);
    }
}
