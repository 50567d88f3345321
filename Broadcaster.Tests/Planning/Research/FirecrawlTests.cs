using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcaster.Core.Planning.Research;
using Broadcaster.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Tests.Planning.Research;

/// <summary>Research through Firecrawl: the real client, against a server that speaks its protocol, version 2.</summary>
public sealed class FirecrawlTests : IAsyncLifetime
{
    private const string Key = "fc-0123456789abcdef0123456789abcdef";
    private const string Page = "<html lang=en><head><title>Growing beans</title></head><body><nav>Menu of the site</nav><main><h1>Growing beans</h1><p>Beans want warm soil, and they climb. Plant beans in May, when the nights are mild. Do beans need much water? A little each morning is enough for most beans.</p></main></body></html>";

    private readonly ConcurrentQueue<(string Call, string? Authorization, JsonObject Body)> calls = new();
    private FakeWeb firecrawl = null!;
    private FakeWeb site = null!;

    public async Task InitializeAsync()
    {
        firecrawl = await FakeWeb.StartAsync();
        site = await FakeWeb.StartAsync();
        site.Html("/a", Page).Html("/b", Page.Replace("beans", "peas", StringComparison.Ordinal));
        On("search", (_, _) => (200, """{"success":true,"data":{"web":[]},"creditsUsed":2}"""));
        On("scrape", (_, body) => Scraped(body, Page));
    }

    public async Task DisposeAsync()
    {
        await firecrawl.DisposeAsync();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Research_WithKey_SearchesThenReadsGivenAndFound()
    {
        On("search", (_, _) => (200, """{"success":true,"data":{"web":[{"url":"https://found.example/one","title":"One","description":"d","position":1},{"url":"https://given.example/a"},{"url":"https://found.example/two"}],"news":[]},"creditsUsed":2}"""));

        var report = await ResearchAsync("https://given.example/a");

        Assert.Equal(ResearchMethod.Firecrawl, report.Method);
        Assert.Equal([("https://given.example/a", SourceOrigin.Given), ("https://found.example/one", SourceOrigin.Found), ("https://found.example/two", SourceOrigin.Found)], report.Sources.Select(s => (s.Url, s.Origin)));
        Assert.All(report.Sources, s => Assert.Equal((SourceStatus.Read, "Growing beans", "en"), (s.Status, s.Title, s.Language)));
        Assert.DoesNotContain("Menu of the site", report.Sources[0].Text, StringComparison.Ordinal);
        Assert.Equal(5, report.CreditsUsed);
        Assert.Contains(report.Questions, q => q.Text == "Do beans need much water?");
        Assert.Empty(report.Notes);

        var search = calls.First(c => c.Call == "search");
        Assert.Equal("growing beans", search.Body["query"]!.GetValue<string>());
        Assert.Equal("web", search.Body["sources"]![0]!.GetValue<string>());
        var scrape = calls.First(c => c.Call == "scrape");
        Assert.Equal(["rawHtml", "markdown"], scrape.Body["formats"]!.AsArray().Select(f => f!.GetValue<string>()));
        Assert.All(calls, c => Assert.Equal($"Bearer {Key}", c.Authorization));
    }

    [Fact]
    public async Task Scrape_MarkdownOnly_IsReadAsText()
    {
        On("scrape", (_, body) => (200, JsonSerializer.Serialize(new { success = true, data = new { markdown = "# A report\n\nBeans are cheap this year, says the report on beans.", metadata = new { url = body["url"]!.GetValue<string>(), statusCode = 200, creditsUsed = 3 } } })));

        var source = (await ResearchAsync("https://given.example/report.pdf")).Sources[0];

        Assert.Equal(SourceStatus.Read, source.Status);
        Assert.Equal("A report", source.Headings[0].Text);
        Assert.Contains("Beans are cheap", source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrape_SuccessOverAPageThatIsMissing_IsAProblemOfThePage()
    {
        On("scrape", (_, _) => (200, """{"success":true,"data":{"markdown":"Not found","metadata":{"statusCode":404,"error":"Not Found"}}}"""));

        var source = (await ResearchAsync("https://given.example/gone")).Sources[0];

        Assert.Equal(SourceStatus.Failed, source.Status);
        Assert.Contains("404", source.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrape_NoText_SaysSo()
    {
        On("scrape", (_, _) => (200, """{"success":true,"data":{"metadata":{"statusCode":200}}}"""));

        Assert.Equal(SourceStatus.Unreadable, (await ResearchAsync("https://given.example/empty")).Sources[0].Status);
    }

    [Theory]
    [InlineData(401, "refused the key")]
    [InlineData(402, "credits are used up")]
    [InlineData(403, "refused the key")]
    public async Task Search_KeyOrCreditsRefused_PagesAreFetchedDirectlyInstead(int status, string says)
    {
        On("search", (_, _) => (status, """{"success":false,"error":"Unauthorized"}"""));

        var report = await ResearchAsync(site.Url("/a"), site.Url("/b"));

        Assert.Equal(ResearchMethod.Direct, report.Method);
        Assert.All(report.Sources, s => Assert.Equal(SourceStatus.Read, s.Status));
        Assert.Contains(report.Notes, n => n.Contains(says, StringComparison.Ordinal));
        Assert.DoesNotContain(calls, c => c.Call == "scrape");
    }

    [Theory]
    [InlineData(408, 2, "took too long")]
    [InlineData(500, 2, "trouble of its own")]
    [InlineData(503, 2, "trouble of its own")]
    [InlineData(400, 1, "does not take this request")]
    [InlineData(422, 1, "does not take this request")]
    public async Task Scrape_Fails_TriedAsOftenAsItHelpsThenFetchedDirectly(int status, int tries, string says)
    {
        On("scrape", (_, _) =>
        {
            return (status, """{"success":false,"error":"What happened"}""");
        }, retryAfter: "0");

        var report = await ResearchAsync(site.Url("/a"));

        Assert.Equal(tries, calls.Count(c => c.Call == "scrape"));
        Assert.Equal(SourceStatus.Read, report.Sources[0].Status);
        Assert.Contains(report.Notes, n => n.Contains(says, StringComparison.Ordinal) && n.Contains("fetched directly", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scrape_TooManyRequests_WaitsAsLongAsItIsTold()
    {
        var clock = new FakeTime();
        var scrapes = 0;
        On("scrape", (_, body) => Interlocked.Increment(ref scrapes) == 1 ? (429, """{"success":false,"error":"Rate limit exceeded"}""") : Scraped(body, Page), retryAfter: "7");
        var research = firecrawl.Researcher(clock: clock).ResearchAsync(Request("https://given.example/a"), null, CancellationToken.None);

        await Eventually.TrueAsync(() => scrapes == 1, () => "Nothing was scraped.");
        await Eventually.TrueAsync(
            () =>
            {
                // In steps shorter than any time-out, so that only the wait can end.
                clock.Advance(TimeSpan.FromSeconds(1));
                return scrapes == 2;
            },
            () => "It was not tried again.");
        var report = (await research).Value;

        Assert.Equal(SourceStatus.Read, report.Sources[0].Status);
        Assert.True(clock.GetUtcNow() >= new FakeTime().GetUtcNow().AddSeconds(7));
    }

    [Fact]
    public async Task Scrape_RetryAfterLongerThanTheLimit_IsNotWaitedFor()
    {
        On("scrape", (_, _) => (429, """{"success":false,"error":"Rate limit exceeded"}"""), retryAfter: "3600");

        var report = await ResearchAsync(site.Url("/a"));

        Assert.Equal(1, calls.Count(c => c.Call == "scrape"));
        Assert.Contains(report.Notes, n => n.Contains("come back later", StringComparison.Ordinal));
        Assert.Equal(SourceStatus.Read, report.Sources[0].Status);
    }

    [Theory]
    [InlineData("text/html", "<html>It works!</html>")]
    [InlineData("application/json", "[1, 2")]
    [InlineData("application/json", "\"text\"")]
    public async Task Answer_NotOfFirecrawl_IsSaidAndGoneRound(string type, string body)
    {
        firecrawl.Bytes("/v2/search", System.Text.Encoding.UTF8.GetBytes(body), type).Bytes("/v2/scrape", System.Text.Encoding.UTF8.GetBytes(body), type);

        var report = await ResearchAsync(site.Url("/a"));

        Assert.Equal(SourceStatus.Read, report.Sources[0].Status);
        Assert.Contains(report.Notes, n => n.Contains("is not Firecrawl", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Firecrawl_NotThere_IsSaidAndGoneRound()
    {
        var nowhere = FreePort.Take();
        var result = await site.Researcher().ResearchAsync(Request(site.Url("/a")) with { Firecrawl = new FirecrawlAccess(Key, $"http://127.0.0.1:{nowhere}") }, null, CancellationToken.None);

        Assert.Equal(SourceStatus.Read, result.Value.Sources[0].Status);
        Assert.Contains(result.Value.Notes, n => n.Contains("was not reached", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://169.254.169.254")]
    [InlineData("file:///etc")]
    [InlineData("nonsense")]
    public async Task BaseUrl_ThatMayNotBeReached_IsRefused(string baseUrl)
    {
        var result = await site.Researcher().ResearchAsync(Request(site.Url("/a")) with { Firecrawl = new FirecrawlAccess(Key, baseUrl) }, null, CancellationToken.None);

        Assert.Contains(result.Value.Notes, n => n.Contains("address", StringComparison.Ordinal) && n.Contains("Nothing was searched", StringComparison.Ordinal));
        Assert.Equal(SourceStatus.Read, result.Value.Sources[0].Status);
    }

    [Theory]
    [InlineData("/v2")]
    [InlineData("/v1/")]
    [InlineData("/")]
    public async Task BaseUrl_WithOrWithoutItsVersion_IsUnderstood(string tail)
    {
        var result = await firecrawl.Researcher().ResearchAsync(Request("https://given.example/a") with { Firecrawl = new FirecrawlAccess(null, firecrawl.Address.GetLeftPart(UriPartial.Authority) + tail) }, null, CancellationToken.None);

        Assert.Equal(SourceStatus.Read, result.Value.Sources[0].Status);
        Assert.All(calls, c => Assert.Null(c.Authorization));
    }

    [Fact]
    public async Task PrivateAddress_IsNotHandedToFirecrawlEither()
    {
        var report = await ResearchAsync("http://10.0.0.1/intranet");

        Assert.Equal(SourceStatus.Refused, report.Sources[0].Status);
        Assert.DoesNotContain(calls, c => c.Call == "scrape");
    }

    [Fact]
    public async Task Key_NeverInLogsNotesOrReports()
    {
        using var logs = new Kept();
        On("search", (_, _) => (400, $$"""{"success":false,"error":"Bad token {{Key}} in request"}"""));
        On("scrape", (_, _) => (422, $$"""{"success":false,"error":"Bad token {{Key}} in request"}"""));
        using var factory = LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));

        var report = (await firecrawl.Researcher(logs: factory).ResearchAsync(Request(site.Url("/a")), null, CancellationToken.None)).Value;

        Assert.NotEmpty(logs.Lines);
        Assert.DoesNotContain(logs.Lines, l => l.Contains(Key, StringComparison.Ordinal));
        Assert.DoesNotContain(Key, report.ToJson(), StringComparison.Ordinal);
        Assert.Contains(report.Notes, n => n.Contains("•••", StringComparison.Ordinal));
        Assert.DoesNotContain(Key, new FirecrawlAccess(Key).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, Request("x").ToString(), StringComparison.Ordinal);
    }

    private ResearchRequest Request(params string[] urls) =>
        new() { Topic = "growing beans", CompetitorUrls = urls, Firecrawl = new FirecrawlAccess(Key, firecrawl.Address.AbsoluteUri) };

    private async Task<ResearchReport> ResearchAsync(params string[] urls)
    {
        var result = await firecrawl.Researcher().ResearchAsync(Request(urls), null, CancellationToken.None);
        Assert.True(result.Ok, result.Error?.Message);
        return result.Value;
    }

    private void On(string call, Func<string, JsonObject, (int Status, string Body)> answer, string? retryAfter = null) => firecrawl.Page($"/v2/{call}", async context =>
    {
        Assert.Equal("POST", context.Request.Method);
        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        calls.Enqueue((call, context.Request.Headers.Authorization, body));
        var (status, text) = answer(call, body);
        context.Response.StatusCode = status;
        if (retryAfter is not null && status != 200)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(text);
    });

    private static (int Status, string Body) Scraped(JsonObject body, string html) => (200, JsonSerializer.Serialize(new
    {
        success = true,
        data = new { rawHtml = html, markdown = "# Growing beans", metadata = new { title = "Growing beans", sourceURL = body["url"]!.GetValue<string>(), url = body["url"]!.GetValue<string>(), statusCode = 200, creditsUsed = 1 } },
    }));

    private sealed class Kept : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
