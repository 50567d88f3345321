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
}
