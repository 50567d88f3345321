using System.Collections.Concurrent;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Planning.Research;
using Broadcaster.Core.Planning.Research.Fetching;
using Broadcaster.Core.Planning.Research.Firecrawl;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Broadcaster.Tests.Planning.Research;

/// <summary>A site on a loopback port, and the real research that reads it.</summary>
internal sealed class FakeWeb : IAsyncDisposable
{
    private readonly WebApplication program;
    private readonly Dictionary<string, Func<HttpContext, Task>> pages = new(StringComparer.Ordinal);
    private int running;

    private FakeWeb(WebApplication program) => this.program = program;

    public Uri Address => new(program.Urls.First());

    /// <summary>Every path that was asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public ConcurrentQueue<string> UserAgents { get; } = new();

    public int MostAtOnce { get; private set; }

    public static async Task<FakeWeb> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        var built = builder.Build();
        var web = new FakeWeb(built);
        built.Run(web.AnswerAsync);
        await built.StartAsync();
        return web;
    }

    public FakeWeb Page(string path, Func<HttpContext, Task> answer)
    {
        pages[path] = answer;
        return this;
    }

    public FakeWeb Html(string path, string html) => Bytes(path, System.Text.Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");

    public FakeWeb Bytes(string path, byte[] body, string? type) => Page(path, async context =>
    {
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(body);
    });

    public FakeWeb Redirect(string path, string to, int status = 302) => Page(path, context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    });

    public FakeWeb Robots(string text) => Bytes("/robots.txt", System.Text.Encoding.UTF8.GetBytes(text), "text/plain");

    public string Url(string path) => new Uri(Address, path).AbsoluteUri;

    /// <summary>The real thing; only this site's address is allowed beside public ones.</summary>
    public IResearcher Researcher(ResearchOptions? options = null, TimeProvider? clock = null, bool allowed = true, ILoggerFactory? logs = null)
    {
        var kept = Options.Create(options ?? new ResearchOptions { SiteDelay = TimeSpan.Zero });
        var time = clock ?? TimeProvider.System;
        var http = new ResearchHttp(new NetworkGuard(Options.Create(new NetworkOptions { AllowedHosts = allowed ? ["127.0.0.1"] : [] })));
        var loggers = logs ?? NullLoggerFactory.Instance;
        return new Researcher(
            new PageFetcher(http, new SiteGate(kept, time), kept, time),
            new FirecrawlClient(http, kept, time, loggers.CreateLogger<FirecrawlClient>()),
            http,
            kept,
            time,
            loggers.CreateLogger<Researcher>());
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await program.StopAsync(now.Token);
        await program.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path + context.Request.QueryString;
        Asked.Enqueue(path);
        UserAgents.Enqueue(context.Request.Headers.UserAgent.ToString());
        var now = Interlocked.Increment(ref running);
        MostAtOnce = Math.Max(MostAtOnce, now);
        try
        {
            if (pages.TryGetValue(path, out var page) || pages.TryGetValue(context.Request.Path, out page))
            {
                await page(context);
            }
            else
            {
                context.Response.StatusCode = 404;
            }
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}
