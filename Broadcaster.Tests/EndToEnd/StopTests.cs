using System.Net;
using Broadcaster.Tests.Support;
using Microsoft.AspNetCore.SignalR.Client;

namespace Broadcaster.Tests.EndToEnd;

/// <summary>Told to stop, the program leaves at once when nothing is being sent, whoever looks at it.</summary>
public sealed class StopTests
{
    // A page that came back while the program was leaving was waited for half a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Stop_WithAnOpenPageAHubAndAStream_LeavesAtOnceAndFreesTheFile()
    {
        using var folder = new TempFolder();
        await using var program = await BroadcasterProcess.StartAsync(folder.FullPath);
        await using var browser = await Browser.NewContextAsync(baseUrl: program.Address);
        var page = await browser.NewPageAsync();
        await BroadcasterApp.SignInAsync(page);
        await page.OpenAsync($"/w/{BroadcasterApp.Workspace}/jobs");
        await using var hub = HubClient.For(new Uri(program.Address, "/hubs/live"), BroadcasterApp.Token);
        await hub.StartAsync();
        await hub.InvokeAsync("Subscribe", "workspace");
        using var client = new HttpClient { BaseAddress = program.Address, DefaultRequestHeaders = { Authorization = new("Bearer", BroadcasterApp.Token) } };
        await using var stream = await client.GetStreamAsync("/api/v1/live?topic=workspace");

        var clock = System.Diagnostics.Stopwatch.StartNew();
        await program.StopAsync();
        var took = clock.Elapsed;

        Assert.Equal(0, program.ExitCode);
        await using var again = await BroadcasterProcess.StartAsync(folder.FullPath);
        Assert.False(again.HasExited);
        Assert.True(took < Patience, $"It took {took}:\n{program.Log}");
    }

    [Fact]
    public async Task Stop_WhileRequestsCome_TellsThemSoAndBreaksDownNowhere()
    {
        using var folder = new TempFolder();
        await using var program = await BroadcasterProcess.StartAsync(folder.FullPath);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = program.Address, DefaultRequestHeaders = { Authorization = new("Bearer", BroadcasterApp.Token) } };
        var begun = 0;
        var asking = new[] { "/", "/api/v1/content", "/healthz/ready", "/healthz/live", $"/site/{BroadcasterApp.Workspace}" }.Select(AskUntilItIsGoneAsync).ToList();
        await Eventually.TrueAsync(() => Volatile.Read(ref begun) > 50, () => $"Only {begun} answers.");

        await program.StopAsync();

        var answers = (await Task.WhenAll(asking).Soon()).SelectMany(a => a).ToHashSet();
        Assert.Subset(new HashSet<HttpStatusCode> { HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.ServiceUnavailable }, answers);
        Assert.Equal(0, program.ExitCode);
        Assert.DoesNotContain("Exception", program.Log, StringComparison.Ordinal);

        async Task<List<HttpStatusCode>> AskUntilItIsGoneAsync(string path)
        {
            var seen = new List<HttpStatusCode>();
            try
            {
                while (true)
                {
                    using var answer = await client.GetAsync(path);
                    seen.Add(answer.StatusCode);
                    Interlocked.Increment(ref begun);
                }
            }
            catch (HttpRequestException)
            {
                return seen;
            }
        }
    }
}
