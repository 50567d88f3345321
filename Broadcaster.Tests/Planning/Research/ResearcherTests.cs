using System.IO.Compression;
using System.Text.Json;
using Broadcaster.Core.Planning.Research;
using Microsoft.AspNetCore.Http;

namespace Broadcaster.Tests.Planning.Research;

/// <summary>Research as it is used: real requests to real servers on this machine.</summary>
public sealed class ResearcherTests
{
    private const string Article = "<html lang=en><title>Planting beans</title><h1>Planting beans</h1><p>Beans like warm soil. Plant beans in May, when the nights are mild, and keep the beans away from wind. How deep do you plant beans? Two fingers deep is enough for beans in most gardens, and water helps.</p>";

    [Fact]
    public async Task Research_AllFixtures_ReadComparedAndNeverWithoutKeywords()
    {
        await using var web = await FakeWeb.StartAsync();
        foreach (var page in PageFixture.All)
        {
            web.Bytes("/" + page.File, page.Bytes(), page.Header is { } header ? $"{page.MediaType}; charset={header}" : page.MediaType);
        }

        var report = await DoneAsync(web.Researcher(), new ResearchRequest { Topic = "content calendar", CompetitorUrls = [.. PageFixture.All.Select(p => web.Url(p.File))], MaxSources = 30 });

        Assert.Equal(ResearchMethod.Direct, report.Method);
        Assert.Equal(PageFixture.All.Count, report.Sources.Count);
        Assert.Equal(PageFixture.All.Select(p => (web.Url(p.File), SourceStatus.Read)), report.Sources.Select(s => (s.Url, s.Status)));
        Assert.All(report.Sources.Zip(PageFixture.All), pair =>
        {
            Assert.Equal(pair.Second.Language, pair.First.Language);
            Assert.InRange(pair.First.Words, pair.Second.LeastWords, pair.Second.MostWords);
            Assert.NotEmpty(pair.First.TopTerms);
            Assert.NotEqual(default, pair.First.FetchedAt);
            Assert.False(string.IsNullOrWhiteSpace(pair.First.Text));
        });
        Assert.Equal("en", report.Language);
        Assert.NotEmpty(report.Keywords);
        Assert.Equal(report.Keywords.Select(k => k.Score), report.Keywords.Select(k => k.Score).OrderDescending());
        Assert.Equal(100, report.Keywords[0].Score);
        Assert.Equal(PageFixture.All.Count, report.Comparison.Count);
        Assert.All(report.Comparison, row => Assert.InRange(row.KeywordCoverage, 0, 100));
        Assert.Contains(report.Notes, n => n.Contains("another language", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Research_ThreePagesOnATopic_FindsWhatTheyShareAndWhatOneHasAlone()
    {
        await using var web = await FakeWeb.StartAsync();
        web.Html("/a", Page("Growing beans", ("Choosing the soil", "Beans want loose soil with compost. Sandy soil dries out."), ("Watering", "Water the beans in the morning. A drip hose saves water."), ("How to fight slugs?", "Slugs love young beans. Collect slugs at night.")))
            .Html("/b", Page("Bean guide", ("The right soil", "Loose soil, compost, a little lime: beans ask for no more."), ("Watering beans", "Too much water rots the beans. A drip hose is best."), ("Seed saving", "Keep the ripest pods for next year's seed and label them.")))
            .Html("/c", Page("Beans for beginners", ("Watering your beans", "A drip hose brings water to the roots."), ("Trellis", "Climbing kinds want a trellis of two metres.")));

        var report = await DoneAsync(web.Researcher(), new ResearchRequest { Topic = "Growing beans", Keywords = ["beans", "raised bed"], CompetitorUrls = [web.Url("/a"), web.Url("/b"), web.Url("/c")] });

        var shared = report.Gaps.Where(g => g.Kind == "shared").ToList();
        Assert.Contains(shared, g => g.Topic.Contains("Watering", StringComparison.Ordinal) && g.SourceUrls.Count == 3);
        Assert.Contains(shared, g => g.Topic.Contains("soil", StringComparison.OrdinalIgnoreCase) && g.SourceUrls.Count == 2);
        Assert.Contains(report.Gaps, g => g.Kind == "unique" && g.Topic == "Seed saving" && g.SourceUrls.Single() == web.Url("/b"));
        Assert.Contains(report.Gaps, g => g.Kind == "unique" && g.Topic == "Trellis");
        Assert.Contains(report.Gaps, g => g.Kind == "open" && g.Topic == "raised bed");
        Assert.Contains(report.Keywords, k => k.Text.Contains("drip hose", StringComparison.OrdinalIgnoreCase) && k.Phrase && k.Sources == 3 && k.Occurrences == 3);
        Assert.Contains(report.Questions, q => q.Text == "How to fight slugs?" && q.Kind == "heading" && q.SourceUrls.Single() == web.Url("/a"));
        Assert.Contains(report.Outline, o => o.Heading.Contains("Watering", StringComparison.Ordinal) && o.SourceUrls.Count == 3);
        Assert.NotNull(report.Target);
        Assert.Equal(report.Comparison.Select(r => r.Words).Order().ElementAt(1), report.Target.Words);
        Assert.Equal(3, report.Comparison.Count(r => r.Readability?.Formula == "Flesch Reading Ease"));
    }

    [Fact]
    public async Task Research_BriefNamesIt_IsNoGap()
    {
        await using var web = await FakeWeb.StartAsync();
        web.Html("/a", Page("Beans", ("Watering", "Water."), ("Slugs", "Slugs."))).Html("/b", Page("Beans too", ("Watering", "Water."), ("Slugs", "Slugs.")));

        var report = await DoneAsync(web.Researcher(), new ResearchRequest { Topic = "Beans", Brief = "Say something about watering.", CompetitorUrls = [web.Url("/a"), web.Url("/b")] });

        Assert.DoesNotContain(report.Gaps, g => g.Topic == "Watering");
        Assert.Contains(report.Gaps, g => g is { Topic: "Slugs", Kind: "shared" });
    }

    [Fact]
    public async Task Research_NoPagesAndNoKey_WorksFromTheTopicAndSaysSo()
    {
        await using var web = await FakeWeb.StartAsync();

        var report = await DoneAsync(web.Researcher(), new ResearchRequest { Topic = "A content calendar for small teams", Brief = "Four columns and a weekly review.", Keywords = ["content calendar", "editorial plan"] });

        Assert.Equal(ResearchMethod.None, report.Method);
        Assert.Equal("en", report.Language);
        Assert.Contains("content calendar", report.Keywords.Take(2).Select(k => k.Text));
        Assert.Equal(["content calendar", "editorial plan"], report.Outline.Select(o => o.Heading));
        Assert.Contains("no page was read", Assert.Single(report.Notes), StringComparison.Ordinal);
        Assert.Empty(web.Asked);
    }

    [Fact]
    public async Task Research_NothingAtAll_IsRefused()
    {
        await using var web = await FakeWeb.StartAsync();

        var nothing = await web.Researcher().ResearchAsync(new ResearchRequest { Topic = " " }, null, CancellationToken.None);
        var nobody = await web.Researcher().ResearchAsync(new ResearchRequest { Topic = "", CompetitorUrls = [web.Url("/missing")] }, null, CancellationToken.None);

        Assert.Equal("research.nothing", nothing.Error?.Code);
        Assert.Contains("404", nobody.Error?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/missing", SourceStatus.Failed, "404")]
    [InlineData("/teapot", SourceStatus.Failed, "418")]
    [InlineData("/login", SourceStatus.Failed, "sign-in")]
    [InlineData("/forbidden", SourceStatus.Failed, "does not let robots")]
    [InlineData("/busy", SourceStatus.Failed, "in 30 seconds")]
    [InlineData("/broken", SourceStatus.Failed, "trouble of its own")]
    [InlineData("/huge", SourceStatus.Unreadable, "larger than 0.1 MB")]
    [InlineData("/huge-chunked", SourceStatus.Unreadable, "larger than 0.1 MB")]
    [InlineData("/bomb", SourceStatus.Unreadable, "larger than 0.1 MB")]
    [InlineData("/picture", SourceStatus.Unreadable, "a picture")]
    [InlineData("/pdf", SourceStatus.Unreadable, "a PDF")]
    [InlineData("/binary", SourceStatus.Unreadable, "binary")]
    [InlineData("/circle", SourceStatus.Failed, "in a circle")]
    [InlineData("/self", SourceStatus.Failed, "in a circle")]
    [InlineData("/hops/1", SourceStatus.Failed, "more than 5 times")]
    [InlineData("/to-private", SourceStatus.Refused, "link-local")]
    [InlineData("/to-loopback", SourceStatus.Refused, "loopback")]
    [InlineData("/to-file", SourceStatus.Refused, "no web address")]
    [InlineData("/cut", SourceStatus.Failed, "broke off")]
    [InlineData("/slow", SourceStatus.Failed, "took longer than 1 seconds")]
    [InlineData("/slow-body", SourceStatus.Failed, "took longer than 1 seconds")]
    [InlineData("/empty", SourceStatus.Unreadable, "no text")]
    [InlineData("/shell", SourceStatus.Unreadable, "no text")]
    [InlineData("/deep", SourceStatus.Unreadable, "nests")]
    [InlineData("/secret/plan", SourceStatus.Disallowed, "robots.txt")]
    [InlineData("ftp://files.example/a", SourceStatus.Refused, "no web address")]
    [InlineData("not an address", SourceStatus.Refused, "no web address")]
    [InlineData("http://user:pass@example.com/", SourceStatus.Refused, "password")]
    [InlineData("http://169.254.169.254/latest/meta-data/", SourceStatus.Refused, "link-local")]
    [InlineData("http://[::1]:9/", SourceStatus.Refused, "loopback")]
    [InlineData("http://2130706434:9/", SourceStatus.Refused, "loopback")]
    public async Task Research_PageThatFails_IsAProblemOfThatPageAlone(string url, SourceStatus status, string says)
    {
        await using var web = await BadWebAsync();
        var asked = url.StartsWith('/') ? web.Url(url) : url;

        var report = await DoneAsync(web.Researcher(Impatient), new ResearchRequest { Topic = "beans", CompetitorUrls = [asked, web.Url("/good")] });

        var (bad, good) = (report.Sources[0], report.Sources[1]);
        Assert.Equal((asked, status), (bad.Url, bad.Status));
        Assert.Contains(says, bad.Problem, StringComparison.Ordinal);
        Assert.Equal(SourceStatus.Read, good.Status);
        Assert.Null(good.Problem);
        Assert.NotEmpty(report.Keywords);
        Assert.Single(report.Comparison);
    }

    [Fact]
    public async Task Research_EveryPageFails_GoesOnFromTheTopic()
    {
        await using var web = await FakeWeb.StartAsync();

        var report = await DoneAsync(web.Researcher(), new ResearchRequest { Topic = "growing beans", CompetitorUrls = [web.Url("/a"), web.Url("/b")] });

        Assert.Equal(ResearchMethod.None, report.Method);
        Assert.NotEmpty(report.Keywords);
        Assert.Contains(report.Notes, n => n.Contains("None of the pages", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Research_NameThatLeadsHome_IsRefusedWhereItConnects()
    {
        await using var web = await FakeWeb.StartAsync();
        web.Html("/", Article);

        // No name, so nothing to allow: the guard judges the address itself.
        var report = await DoneAsync(web.Researcher(allowed: false), new ResearchRequest { Topic = "beans", CompetitorUrls = [web.Url("/")] });

        Assert.Equal(SourceStatus.Refused, report.Sources[0].Status);
        Assert.Contains("Network:AllowedHosts", report.Sources[0].Problem, StringComparison.Ordinal);
        Assert.Empty(web.Asked);
    }

    [Fact]
    public async Task Research_Redirects_AreFollowedWithRobotsAskedAtTheTarget()
    {
        await using var web = await FakeWeb.StartAsync();
        await using var other = await FakeWeb.StartAsync();
        web.Redirect("/old", "/newer", 301).Redirect("/newer", other.Url("/end#part"), 308).Redirect("/to-closed", other.Url("/closed"));
        other.Html("/end", Article).Html("/closed", Article).Robots("User-agent: *\nDisallow: /closed");

        var report = await DoneAsync(web.Researcher(), new ResearchRequest { Topic = "beans", CompetitorUrls = [web.Url("/old"), web.Url("/to-closed")] });

        Assert.Equal(other.Url("/end"), report.Sources[0].CanonicalUrl);
        Assert.Equal(SourceStatus.Disallowed, report.Sources[1].Status);
        Assert.DoesNotContain("/closed", other.Asked);
        Assert.Single(other.Asked, "/robots.txt");
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(403, true)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    [InlineData(429, false)]
    public async Task Robots_AnsweredWithAnError_AllowsOrForbidsAsTheStandardSays(int status, bool allowed)
    {
        await using var web = await FakeWeb.StartAsync();
        web.Html("/a", Article).Page("/robots.txt", context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var report = await DoneAsync(web.Researcher(), new ResearchRequest { Topic = "beans", CompetitorUrls = [web.Url("/a")] });

        Assert.Equal(allowed ? SourceStatus.Read : SourceStatus.Disallowed, report.Sources[0].Status);
        Assert.Equal(allowed, web.Asked.Contains("/a"));
    }

    [Fact]
    public async Task Robots_ManyPagesOfASite_AreAskedForOnceAndPagesOneAtATime()
    {
        await using var web = await FakeWeb.StartAsync();
        for (var i = 0; i < 6; i++)
        {
            web.Html($"/{i}", Article);
        }

        var report = await DoneAsync(web.Researcher(), new ResearchRequest { Topic = "beans", CompetitorUrls = [.. Enumerable.Range(0, 6).Select(i => web.Url($"/{i}"))] });

        Assert.All(report.Sources, s => Assert.Equal(SourceStatus.Read, s.Status));
        Assert.Single(web.Asked, "/robots.txt");
        Assert.Equal(1, web.MostAtOnce);
        Assert.All(web.UserAgents, agent => Assert.StartsWith("BroadcasterBot/", agent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Progress_IsToldStepByStepInOrder()
    {
        await using var web = await FakeWeb.StartAsync();
        web.Html("/a", Article).Html("/b", Article);
        var told = new Told();

        await DoneAsync(web.Researcher(), new ResearchRequest { Topic = "beans", CompetitorUrls = [web.Url("/a"), web.Url("/b"), web.Url("/missing")] }, told);

        Assert.Equal(["fetching", "fetching", "fetching", "fetching", "analysing", "done"], told.All.Select(p => p.Step));
        Assert.Equal([0, 1, 2, 3, 3, 3], told.All.Select(p => p.Done));
        Assert.All(told.All, p => Assert.Equal(3, p.Total));
        Assert.Equal(told.All.Select(p => p.Percent), told.All.Select(p => p.Percent).Order());
        Assert.Equal(100, told.All[^1].Percent);
        Assert.Contains(told.All, p => p.Message.Contains("2 of 3", StringComparison.Ordinal));
        Assert.Contains(told.All, p => p.Message.Contains("was not read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelled_InMidPage_EndsAtOnce()
    {
        await using var web = await FakeWeb.StartAsync();
        using var cancel = new CancellationTokenSource();
        web.Page("/hang", async context =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => web.Researcher().ResearchAsync(new ResearchRequest { Topic = "x", CompetitorUrls = [web.Url("/hang")] }, null, cancel.Token));
    }

    [Fact]
    public async Task Report_AsJson_ComesBackTheSame()
    {
        await using var web = await FakeWeb.StartAsync();
        web.Html("/a", Article);
        var report = await DoneAsync(web.Researcher(), new ResearchRequest { Topic = "beans", CompetitorUrls = [web.Url("/a"), web.Url("/missing")] });

        var json = report.ToJson();
        var back = ResearchReport.FromJson(json);

        Assert.Equal(json, back?.ToJson());
        using var document = JsonDocument.Parse(json);
        Assert.Equal(1, document.RootElement.GetProperty("version").GetInt32());
        Assert.Equal("direct", document.RootElement.GetProperty("method").GetString());
        Assert.Null(ResearchReport.FromJson("{}"));
        Assert.Null(ResearchReport.FromJson("not json"));
        Assert.Null(ResearchReport.FromJson(json.Replace("\"version\":1", "\"version\":99", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Addresses_TwiceOrPasted_AreTidied()
    {
        await using var web = await FakeWeb.StartAsync();
        web.Html("/a", Article);

        var report = await DoneAsync(web.Researcher(), new ResearchRequest { Topic = "beans", CompetitorUrls = [web.Url("/a"), web.Url("/a#part"), web.Url("/a/"), " ", "example.invalid/page"], MaxSources = 3 });

        Assert.Equal([web.Url("/a"), "example.invalid/page"], report.Sources.Select(s => s.Url));
        Assert.Contains("no site called example.invalid", report.Sources[1].Problem, StringComparison.Ordinal);
    }

    private static ResearchOptions Impatient { get; } = new() { SiteDelay = TimeSpan.Zero, MaxPageBytes = 100 * 1024, PageTimeout = TimeSpan.FromSeconds(1) };

    private static async Task<ResearchReport> DoneAsync(IResearcher researcher, ResearchRequest request, IProgress<ResearchProgress>? progress = null)
    {
        var result = await researcher.ResearchAsync(request, progress, CancellationToken.None);
        Assert.True(result.Ok, result.Error?.Message);
        return result.Value;
    }

    private static string Page(string title, params (string Heading, string Text)[] parts) =>
        $"<html lang=en><head><title>{title}</title></head><body><main><h1>{title}</h1><p>Everybody can grow beans at home, on a balcony or in a garden, with a little care and a little patience.</p>{string.Concat(parts.Select(p => $"<h2>{p.Heading}</h2><p>{p.Text}</p>"))}</main></body></html>";

    private static async Task<FakeWeb> BadWebAsync()
    {
        var web = await FakeWeb.StartAsync();
        var large = new byte[200 * 1024];
        Array.Fill(large, (byte)'a');
        web.Html("/good", Article).Robots("User-agent: *\nDisallow: /secret/")
            .Page("/teapot", Status(418)).Page("/login", Status(401)).Page("/forbidden", Status(403)).Page("/broken", Status(500))
            .Page("/busy", context =>
            {
                context.Response.Headers.RetryAfter = "30";
                return Status(429)(context);
            })
            .Page("/huge", async context =>
            {
                context.Response.ContentType = "text/html";
                context.Response.ContentLength = 10_000_000_000;
                await context.Response.Body.WriteAsync(large.AsMemory(0, 1000));
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            })
            .Bytes("/huge-chunked", large, "text/html")
            .Page("/bomb", async context =>
            {
                context.Response.ContentType = "text/html";
                context.Response.Headers.ContentEncoding = "gzip";
                await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
                for (var i = 0; i < 100; i++)
                {
                    await gzip.WriteAsync(large);
                }
            })
            .Bytes("/picture", [1, 2, 3], "image/png").Bytes("/pdf", [1, 2, 3], "application/pdf").Bytes("/binary", [0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 0], "text/html")
            .Redirect("/circle", "/circle2").Redirect("/circle2", "/circle").Redirect("/self", "/self")
            .Redirect("/to-private", "http://169.254.169.254/latest/meta-data/").Redirect("/to-loopback", "http://127.0.0.2:1/").Redirect("/to-file", "file:///etc/passwd")
            .Page("/cut", async context =>
            {
                context.Response.ContentType = "text/html";
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("<p>half");
                await context.Response.Body.FlushAsync();
                context.Abort();
            })
            .Page("/slow", context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted))
            .Page("/slow-body", async context =>
            {
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<p>first words");
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            })
            .Html("/empty", "").Html("/shell", "<html><head><script src=/app.js></script></head><body><div id=root></div></body></html>")
            .Html("/deep", string.Concat(Enumerable.Repeat("<div>", 15_000)) + "text").Html("/secret/plan", Article);
        for (var i = 1; i < 20; i++)
        {
            web.Redirect($"/hops/{i}", $"/hops/{i + 1}");
        }

        return web;
    }

    private static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private sealed class Told : IProgress<ResearchProgress>
    {
        public List<ResearchProgress> All { get; } = [];

        public void Report(ResearchProgress value) => All.Add(value);
    }
}
