using System.Text.Json;
using Broadcaster.Core.Publishing.Connectors.WordPress;
using Broadcaster.Core.Publishing.Contracts;
using Moq;

namespace Broadcaster.Tests.Publishing.Connectors.WordPress;

public sealed class WordPressConnectorTests
{
    private static readonly ContentImage Image = new(Guid.NewGuid(), "bild-ä.png", "image/png", 8, "A red bicycle");

    [Fact]
    public async Task Publish_Piece_DraftFirstThenPublicWithEverything()
    {
        var (harness, server, site, settings) = await StartAsync(categories: ["News"]);
        await using var h = harness;
        await using var s = server;
        var content = h.Content(title: "Black & <white>", tags: ["R&D", "new"], image: Image, canonical: "https://first.example/a");

        var outcome = Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("wordpress", settings, content));

        var post = Assert.Single(site.Posts);
        Assert.Equal("publish", post.Status);
        Assert.Equal("draft", post.Body["status"]!.GetValue<string>());
        Assert.Equal("Black &amp; &lt;white&gt;", post.Title);
        Assert.Contains($"<!-- broadcaster:{h.JobId} -->", post.Content);
        Assert.Contains("https://first.example/a", post.Content);
        Assert.Equal(2, post.Body["tags"]!.AsArray().Count);
        Assert.Single(post.Body["categories"]!.AsArray());
        Assert.NotNull(post.Body["featured_media"]);
        Assert.Equal("attachment; filename=\"bild-.png\"", Assert.Single(site.Uploads).Headers["Content-Disposition"].Replace("bild--", "bild-", StringComparison.Ordinal));
        Assert.Contains(s.Calls, c => c.Text.Contains("A red bicycle", StringComparison.Ordinal));
        Assert.Equal(post.Id.ToString(), outcome.ExternalId);
        Assert.Equal($"{s.Url}/a-title/", outcome.Permalink);
    }

    [Fact]
    public async Task Publish_OptionsOfTheVariant_ComeBeforeTheChannelsSettings()
    {
        var (harness, server, site, settings) = await StartAsync(categories: ["News"]);
        await using var h = harness;
        await using var s = server;
        var content = h.Content(options: new() { ["status"] = "draft", ["categories"] = "Harbour, Boats" });

        await h.PublishAsync("wordpress", settings, content);

        var post = Assert.Single(site.Posts);
        Assert.Equal(("draft", 2), (post.Status, post.Body["categories"]!.AsArray().Count));
        var shown = h.Connector("wordpress").Render(content, settings).Fields;
        Assert.Equal(("draft", "Harbour, Boats"), (shown["status"], shown["categories"]));
    }

    [Theory]
    [InlineData("status", "publish", null)]
    [InlineData("status", "later", "one of: publish, draft, pending")]
    [InlineData("category", "News", "It reads: status, categories.")]
    [InlineData("Status", "draft", "has no option")]
    public async Task Options_AreCheckedByNameAndValue(string name, string value, string? problem)
    {
        await using var h = await ConnectorHarness.StartAsync();

        var problems = ConnectorOptions.Check(h.Connector("wordpress"), new Dictionary<string, string> { [name] = value });

        Assert.Equal(problem is null ? [] : [name], problems.Keys);
        Assert.All(problems.Values, p => Assert.Contains(problem!, p, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publish_CrashBeforeTheDraftWasNoted_NextAttemptGoesOnWithIt()
    {
        var (harness, server, site, settings) = await StartAsync();
        await using var h = harness;
        await using var s = server;
        h.Checkpoints.OnWrite = values => _ = values.ContainsKey("wordpress.post") ? throw new IOException("crash") : 0;
        await Assert.ThrowsAsync<IOException>(() => h.PublishAsync("wordpress", settings, h.Content(image: Image)));
        h.Checkpoints.OnWrite = null;

        Assert.IsType<FindOutcome.Absent>(await FindAsync(h, settings));
        Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("wordpress", settings, h.Content(image: Image), attempt: 2));

        Assert.Equal("publish", Assert.Single(site.Posts).Status);
        Assert.Single(site.Uploads);
    }

    [Theory]
    [InlineData("https://blog.example", "http://blog.example/wp-json/", "https://blog.example/wp-json/wp/v2/users/me")]
    [InlineData("https://blog.example:8443", "http://blog.example/?rest_route=/", "https://blog.example:8443/?rest_route=/wp/v2/users/me")]
    [InlineData("https://blog.example", "http://www.blog.example/wp-json/", "https://www.blog.example/wp-json/wp/v2/users/me")]
    [InlineData("https://blog.example", "https://api.blog.example/wp-json/", "https://api.blog.example/wp-json/wp/v2/users/me")]
    [InlineData("http://blog.example", "http://blog.example/wp-json/", "http://blog.example/wp-json/wp/v2/users/me")]
    public async Task Connect_RootInTheClear_StaysPrivateWhereTheSiteIs(string typed, string root, string asked)
    {
        var wire = new Mock<IWire>();
        Uri? withPassword = null;
        wire.Setup(w => w.SendAsync(It.IsAny<HttpRequestMessage>(), It.IsAny<Effect>(), It.IsAny<CancellationToken>()))
            .Callback((HttpRequestMessage r, Effect _, CancellationToken _) => withPassword = r.Headers.Authorization is null ? withPassword : r.RequestUri)
            .ReturnsAsync(new Exchange { Status = 200, Body = "{}", Headers = new Dictionary<string, string> { ["Link"] = $"<{root}>; rel=\"https://api.w.org/\"" } });

        var client = await WordPressClient.ConnectAsync(wire.Object, new WordPressSettings { Url = typed, Username = "u", ApplicationPassword = "p" }, default);
        await client.Value!.GetAsync<WordPressUser>("users/me", "", default);

        Assert.Equal(asked, withPassword!.AbsoluteUri);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_AnswerOfTheSwitchLost_IsFoundAndNotPublishedAgain(bool searchIsReplaced)
    {
        var lost = false;
        var (harness, server, site, settings) = await StartAsync(new FakeWordPress
        {
            SearchIsReplaced = searchIsReplaced,
            After = call => !lost && call.Text.Contains("\"publish\"", StringComparison.Ordinal) && (lost = true) ? new HttpReply(200) { Reset = true } : null,
        });
        await using var h = harness;
        await using var s = server;

        Assert.IsType<PublishOutcome.Unknown>(await h.PublishAsync("wordpress", settings));
        await h.Checkpoints.WriteAsync(new Dictionary<string, string> { ["wordpress.post"] = "999" }, CancellationToken.None);
        var found = Assert.IsType<FindOutcome.Found>(await FindAsync(h, settings));
        Assert.Equal(site.Posts[0].Id.ToString(), found.ExternalId);
        Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("wordpress", settings, attempt: 2));
        Assert.Equal(1, Assert.Single(site.Posts).Switches);
    }

    [Fact]
    public async Task Publish_CreateAnswersNothing_RetryMakesNoSecondPost()
    {
        var lost = false;
        var (harness, server, site, settings) = await StartAsync(new FakeWordPress
        {
            After = call => !lost && call is { Method: "POST" } && call.Path.EndsWith("/posts", StringComparison.Ordinal) && (lost = true) ? new HttpReply(500, "gone") : null,
        });
        await using var h = harness;
        await using var s = server;

        // A draft is nothing that anybody sees: a lost answer is "not sent", and the retry finds the draft.
        Assert.IsType<PublishOutcome.NotSent>(await h.PublishAsync("wordpress", settings));
        Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("wordpress", settings, attempt: 2));
        Assert.Single(site.Posts);
    }

    [Fact]
    public async Task Find_PostThrownAway_IsFound()
    {
        var (harness, server, site, settings) = await StartAsync();
        await using var h = harness;
        await using var s = server;
        await h.PublishAsync("wordpress", settings);
        site.Posts[0].Status = "trash";

        Assert.IsType<FindOutcome.Found>(await FindAsync(h, settings));
    }

    [Fact]
    public async Task Find_PostOfAnotherJobWithTheSameSlug_IsNotTaken()
    {
        var (harness, server, site, settings) = await StartAsync();
        await using var h = harness;
        await using var s = server;
        site.Posts.Add(new FakePost { Id = 1, Title = "A title", Content = $"mentions {h.JobId}", Slug = "a-title", Status = "publish", Body = "{}" });

        Assert.IsType<FindOutcome.Absent>(await FindAsync(h, settings));
    }

    [Fact]
    public async Task Publish_WithoutPrettyPermalinks_FindsTheApi()
    {
        var (harness, server, site, settings) = await StartAsync(new FakeWordPress { PrettyPermalinks = false });
        await using var h = harness;
        await using var s = server;

        Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("wordpress", settings));
        Assert.Equal("publish", Assert.Single(site.Posts).Status);
    }

    [Fact]
    public async Task Publish_Contributor_IsToldWhichRoleItTakes()
    {
        var (harness, server, _, settings) = await StartAsync(new FakeWordPress { Role = "contributor", MayPublish = false });
        await using var h = harness;
        await using var s = server;

        var outcome = Assert.IsType<PublishOutcome.Rejected>(await h.PublishAsync("wordpress", settings));
        Assert.Contains("contributor", outcome.Fault.Hint);
        var test = await h.Connector("wordpress").TestAsync(h.Context(settings), CancellationToken.None);
        Assert.False(test.Ok);
    }

    [Fact]
    public async Task Publish_PictureTypeRefusedWith500_IsRejectedAndNotTriedAgain()
    {
        var (harness, server, _, settings) = await StartAsync();
        await using var h = harness;
        await using var s = server;

        var outcome = Assert.IsType<PublishOutcome.Rejected>(await h.PublishAsync("wordpress", settings, h.Content(image: Image with { ContentType = "application/x-thing" })));
        Assert.Equal("featuredImage", outcome.Fault.Field);
    }

    [Theory]
    [InlineData(403, "<html>blocked by firewall</html>")]
    [InlineData(200, "<html>please log in</html>")]
    public async Task Publish_PageInsteadOfData_NamesWhatStandsInTheWay(int status, string body)
    {
        var (harness, server, _, settings) = await StartAsync(new FakeWordPress
        {
            Before = call => call.Path.Contains("/wp/v2/", StringComparison.Ordinal) ? new HttpReply(status, body) : null,
        });
        await using var h = harness;
        await using var s = server;

        var outcome = Assert.IsType<PublishOutcome.Rejected>(await h.PublishAsync("wordpress", settings));
        Assert.Contains("security plugin", outcome.Fault.Hint);
    }

    [Fact]
    public async Task GetEngagement_CountsComments()
    {
        var (harness, server, _, settings) = await StartAsync();
        await using var h = harness;
        await using var s = server;

        var engagement = await h.Connector("wordpress").GetEngagementAsync(h.Context(settings), "7", CancellationToken.None);
        Assert.Equal(3, engagement!.Fields["comments"]);
    }

    private static Task<FindOutcome> FindAsync(ConnectorHarness h, object settings) =>
        h.Connector("wordpress").FindAsync(h.Request("wordpress", settings, attempt: 2), CancellationToken.None);

    private static async Task<(ConnectorHarness, ScriptedHttpServer, FakeWordPress, object)> StartAsync(FakeWordPress? fake = null, string[]? categories = null)
    {
        var site = fake ?? new FakeWordPress();
        var harness = await ConnectorHarness.StartAsync();
        var server = new ScriptedHttpServer(site.Answer);
        var settings = harness.Bind("wordpress", JsonSerializer.Serialize(new { url = server.Url, username = "editor", categories }), """{"applicationPassword":"abcd efgh ijkl mnop"}""");
        return (harness, server, site, settings);
    }
}
