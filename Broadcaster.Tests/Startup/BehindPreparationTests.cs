using System.Net;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Broadcaster.Tests.Startup;

public sealed class BehindPreparationTests
{
    private readonly FakeTime time = new();
    private readonly Preparation preparation = new();
    private readonly Plain plain = new();
    private readonly Background background = new();

    [Fact]
    public async Task Services_DatabaseNotReady_HaveNotBegun()
    {
        using var host = Host();

        var starting = host.StartAsync();

        Assert.False(starting.IsCompleted);
        Assert.Equal((0, 0), (plain.Starts, background.Starts));
        preparation.End(ready: true);
        await starting.Soon();
        await background.Began.Soon();
        Assert.Equal((1, 1), (plain.Starts, background.Starts));
        await host.StopAsync();
        Assert.Equal((1, true), (plain.Stops, background.Ended));
    }

    [Fact]
    public async Task Services_DatabaseCouldNotBePrepared_NeverBegin()
    {
        using var host = Host();
        var starting = host.StartAsync();

        preparation.End(ready: false);
        await starting.Soon();
        await host.StopAsync();

        Assert.Equal((0, 0, 0), (plain.Starts, plain.Stops, background.Starts));
    }

    [Fact]
    public async Task BackgroundService_BreaksDown_TheHostHearsOfItAndStops()
    {
        using var host = Host();
        var starting = host.StartAsync();
        preparation.End(ready: true);
        await starting.Soon();
        await background.Began.Soon();
        var stopping = new TaskCompletionSource();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        background.BreakDown();

        await stopping.Task.Soon();
    }

    [Fact]
    public async Task Stop_Twice_TheSecondWaitsForTheFirst()
    {
        using var host = Host();
        var starting = host.StartAsync();
        preparation.End(ready: true);
        await starting.Soon();
        var slow = new TaskCompletionSource();
        plain.Leaving = slow.Task;

        var stops = new[] { host.StopAsync(), host.StopAsync() };

        Assert.All(stops, stop => Assert.False(stop.IsCompleted));
        slow.SetResult();
        await Task.WhenAll(stops).Soon();
        Assert.Equal(1, plain.Stops);
    }

    [Fact]
    public async Task Request_BeforeTheDatabaseIsReady_IsHeldForAMoment()
    {
        await using var app = await ServerAsync();
        using var client = app.GetTestClient();

        var page = client.GetStringAsync("/page");
        await time.WaitForTimersAsync();
        Assert.False(page.IsCompleted);
        preparation.End(ready: true);

        Assert.Equal("page", await page);
    }

    [Fact]
    public async Task Request_TheDatabaseTakesLonger_IsToldToComeAgain()
    {
        await using var app = await ServerAsync();
        using var client = app.GetTestClient();
        preparation.Await("Connection refused");

        var asked = client.GetAsync("/page");
        await time.WaitForTimersAsync();
        time.Advance(TimeSpan.FromSeconds(3));
        using var page = await asked.Soon();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("The database cannot be used yet: Connection refused. Broadcaster waits for it.", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_DatabaseCouldNotBePrepared_IsToldThatNothingIsServed()
    {
        await using var app = await ServerAsync();
        using var client = app.GetTestClient();
        preparation.End(ready: false);

        using var page = await client.GetAsync("/page");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("Broadcaster is stopping", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<WebApplication> ServerAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(preparation).AddSingleton<TimeProvider>(time);
        var app = builder.Build();
        app.UsePreparation();
        app.MapGet("/page", () => "page");
        await app.StartAsync();
        return app;
    }

    private IHost Host()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.Configure<HostOptions>(o => o.ServicesStartConcurrently = true);
        builder.Services.AddHostedService(_ => plain).AddHostedService(_ => background);
        BehindPreparation.Put(builder.Services);
        builder.Services.AddSingleton(preparation);
        return builder.Build();
    }

    private sealed class Plain : IHostedService
    {
        public int Starts { get; private set; }

        public int Stops { get; private set; }

        public Task Leaving { get; set; } = Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Starts++;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Stops++;
            return Leaving;
        }
    }

    private sealed class Background : BackgroundService
    {
        private readonly TaskCompletionSource began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Starts { get; private set; }

        public bool Ended { get; private set; }

        public Task Began => began.Task;

        public void BreakDown() => broken.SetException(new InvalidOperationException("Broken down."));

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            Starts++;
            began.SetResult();
            try
            {
                await broken.Task.WaitAsync(stoppingToken);
            }
            finally
            {
                Ended = true;
            }
        }
    }
}
