using System.Diagnostics;
using System.Globalization;
using System.Text;
using Broadcaster.Core.Authoring.Seo;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Planning.Research;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Bench;

/// <summary>Reading and scoring text: no database and no other process. <c>research</c>: ten pages of 1 MB; <c>score</c>: an article of 2,000 words.</summary>
internal static class TextMeasurements
{
    private const int Pages = 10;
    private const int PageBytes = 1024 * 1024;
    private const int ArticleWords = 2_000;
    private static readonly string[] Small = "the of and to a in is it that for on with as are be this by from at or an not can you we they have has was but if when".Split(' ');

    /// <summary>False where the first word names none of them.</summary>
    public static async Task<bool> TryRunAsync(string[] args)
    {
        switch (args.FirstOrDefault())
        {
            case "research":
                await ResearchAsync("typical", Enumerable.Range(0, Pages).Select(TypicalPage));
                await ResearchAsync("dense", Enumerable.Range(0, Pages).Select(Page));
                return true;
            case "score":
                Score();
                return true;
            default:
                return false;
        }
    }

    private static async Task ResearchAsync(string kind, IEnumerable<string> html)
    {
        var pages = html.Select(Encoding.UTF8.GetBytes).ToArray();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var site = builder.Build();
        site.Run(async context =>
        {
            if (int.TryParse(context.Request.Path.Value.AsSpan(1), CultureInfo.InvariantCulture, out var number))
            {
                context.Response.ContentType = "text/html; charset=utf-8";
                await context.Response.Body.WriteAsync(pages[number], context.RequestAborted);
                return;
            }

            context.Response.StatusCode = 404;
        });
        await site.StartAsync();

        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Network:AllowedHosts:0"] = "127.0.0.1", ["Research:SiteDelay"] = "00:00:00" }).Build())
            .AddNetwork()
            .AddResearch()
            .BuildServiceProvider();
        var researcher = services.GetRequiredService<IResearcher>();
        var request = new ResearchRequest { Topic = "content calendar", CompetitorUrls = [.. Enumerable.Range(0, Pages).Select(i => $"{site.Urls.First()}/{i}")], MaxSources = Pages };
        using var http = new HttpClient();
        for (var run = 0; run <= 5; run++)
        {
            // The floor: the same bytes fetched and thrown away; the site runs in this process and must not be counted.
            var (floor, _) = await CpuAsync(async () =>
            {
                foreach (var url in request.CompetitorUrls)
                {
                    await http.GetByteArrayAsync(url);
                }
            });
            ResearchReport? report = null;
            var (cpu, wall) = await CpuAsync(async () => report = (await researcher.ResearchAsync(request, null, CancellationToken.None)).Value);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"research  {kind,-8} {(run == 0 ? "cold" : $"run {run}"),-6} {Pages} pages of {PageBytes / 1024} KB: {cpu - floor,6:0} ms CPU ({cpu:0} with {floor:0} for fetching and serving), {wall:0} ms; {report!.Sources.Sum(s => s.Words)} words, {report.Keywords.Count} keywords, {report.Sources.Count(s => s.Status == SourceStatus.Read)} read"));
        }
    }

    private static void Score()
    {
        var scorer = new SeoScorer();
        var input = new SeoInput { Title = "A content calendar for small teams that lives", Summary = new string('s', 130), Body = Article(), Keywords = ["content calendar", "editorial plan", "small team"], Form = SeoForm.Long };
        var times = new List<double>();
        for (var run = 0; run < 520; run++)
        {
            var began = Stopwatch.GetTimestamp();
            scorer.Score(input);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        var warm = times.Skip(20).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"score     {ArticleWords} words, {input.Body.Length / 1024} KB: first {times[0]:0.0} ms, then median {warm[warm.Count / 2]:0.00} ms, p95 {warm[warm.Count * 95 / 100]:0.00} ms of {warm.Count} runs"));
    }

    private static async Task<(double Cpu, double Wall)> CpuAsync(Func<Task> work)
    {
        using var me = Process.GetCurrentProcess();
        me.Refresh();
        var cpu = me.TotalProcessorTime;
        var began = Stopwatch.GetTimestamp();
        await work();
        var wall = Stopwatch.GetElapsedTime(began);
        me.Refresh();
        return ((me.TotalProcessorTime - cpu).TotalMilliseconds, wall.TotalMilliseconds);
    }

    // As pages of that size are: half of it scripts and data, a sixth styles and pictures in the page, the rest markup and text.
    private static string TypicalPage(int seed)
    {
        var random = new Random(seed);
        var dense = Page(seed);
        var text = dense[..(PageBytes / 3)];
        var html = new StringBuilder(PageBytes + 4096).Append(text, 0, text.LastIndexOf("<div", StringComparison.Ordinal));
        html.Append("</article></main><style>");
        for (var i = 0; i < 900; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $".block--{i} .paragraph{{margin:{i % 7}px;color:#{i % 999:000}}}");
        }

        html.Append("</style><script type=\"application/json\">{\"items\":[");
        while (html.Length < PageBytes - 200)
        {
            html.Append(CultureInfo.InvariantCulture, $"{{\"id\":{random.Next()},\"slug\":\"a-b-c\",\"tags\":[1,2,3]}},");
        }

        return html.Append("{}]}</script></body></html>").ToString();
    }

    // Nothing but text. Zipf's law over 8,000 made-up words and the small ones between them: as many different words as long pages have.
    private static string Page(int seed)
    {
        var random = new Random(seed);
        var html = new StringBuilder(PageBytes + 4096);
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Content calendar guide {seed}</title></head><body><nav>");
        for (var i = 0; i < 80; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li class=\"nav-item\"><a href=\"/c/{i}\">{Words(random, 2)}</a></li>");
        }

        html.Append("</nav><main><article class=\"post-content\"><h1>Content calendar guide</h1>");
        for (var i = 0; html.Length < PageBytes - 2048; i++)
        {
            if (i % 12 == 0)
            {
                html.Append("<h2 id=\"s").Append(i).Append("\">").Append(Words(random, 5)).Append("</h2>");
            }

            html.Append("<div class=\"block block--text\" data-id=\"").Append(i).Append("\"><p class=\"paragraph u-margin\">").Append(Words(random, 60)).Append(" <a href=\"/l/").Append(i).Append("\">").Append(Words(random, 3)).Append("</a>, <em>").Append(Words(random, 2)).Append("</em>. What about ").Append(Words(random, 4)).Append("?</p></div>");
        }

        return html.Append("</article></main><footer>All rights reserved</footer></body></html>").ToString();
    }

    private static string Article()
    {
        var random = new Random(7);
        var text = new StringBuilder();
        for (var words = 0; words < ArticleWords; words += 66)
        {
            if (words % 198 == 0)
            {
                text.Append("## ").Append(Words(random, 5)).Append("\n\n");
            }

            text.Append("A content calendar ").Append(Words(random, 15)).Append(". ").Append(Words(random, 14)).Append(" [a source](https://example.org/").Append(words).Append(") ").Append(Words(random, 12)).Append(".\n\n- ").Append(Words(random, 8)).Append("\n- **").Append(Words(random, 6)).Append("**\n\n");
        }

        return text.ToString();
    }

    private static string Words(Random random, int count)
    {
        var text = new StringBuilder(count * 7);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                text.Append(i % 17 == 0 ? ". " : i % 9 == 0 ? ", " : " ");
            }

            if (i % 2 == 1)
            {
                text.Append(Small[random.Next(Small.Length)]);
                continue;
            }

            var rank = (int)Math.Pow(8000, random.NextDouble());
            for (var part = rank + 11; part > 0; part /= 26)
            {
                text.Append("bcdfglmnprst"[part % 12]).Append("aeiou"[part % 5]);
            }
        }

        return text.ToString();
    }
}
