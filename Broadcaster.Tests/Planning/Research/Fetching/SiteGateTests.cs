using Broadcaster.Core.Planning.Research;
using Broadcaster.Core.Planning.Research.Fetching;
using Broadcaster.Tests.Support;
using Microsoft.Extensions.Options;

namespace Broadcaster.Tests.Planning.Research.Fetching;

public sealed class SiteGateTests
{
    private static readonly Uri Site = new("https://a.example/1");

    private readonly FakeTime clock = new();

    [Theory]
    [InlineData(null, 1)]
    [InlineData(0.2, 1)]
    [InlineData(4.0, 4)]
    public async Task Enter_SameSiteAgain_WaitsForTheLongerOfBothDelays(double? crawlDelay, int seconds)
    {
        var gate = Gate(4);
        var delay = crawlDelay is { } d ? TimeSpan.FromSeconds(d) : (TimeSpan?)null;
        (await gate.EnterAsync(Site, delay, CancellationToken.None)).Dispose();

        var second = gate.EnterAsync(new Uri("https://a.example/2"), delay, CancellationToken.None);
        await clock.WaitForTimersAsync();
        clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        (await second).Dispose();
    }

    [Fact]
    public async Task Enter_AnotherSite_DoesNotWait()
    {
        var gate = Gate(4);
        using var first = await gate.EnterAsync(Site, null, CancellationToken.None);

        using var other = await gate.EnterAsync(new Uri("https://b.example/"), null, CancellationToken.None);

        Assert.Equal(0, clock.PendingTimers);
    }

    [Fact]
    public async Task Enter_AllPlacesTaken_WaitsForOne()
    {
        var gate = Gate(1);
        var first = await gate.EnterAsync(Site, null, CancellationToken.None);
        var other = gate.EnterAsync(new Uri("https://b.example/"), null, CancellationToken.None);
        Assert.False(other.IsCompleted);

        first.Dispose();
        first.Dispose();

        (await other).Dispose();
    }

    [Fact]
    public async Task Enter_CancelledWhileWaiting_LeavesTheSiteToOthers()
    {
        var gate = Gate(4);
        (await gate.EnterAsync(Site, null, CancellationToken.None)).Dispose();
        using var cancel = new CancellationTokenSource();
        var given = gate.EnterAsync(Site, null, cancel.Token);
        await clock.WaitForTimersAsync();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        clock.Advance(TimeSpan.FromSeconds(2));

        (await gate.EnterAsync(Site, null, CancellationToken.None)).Dispose();
    }

    private SiteGate Gate(int places) => new(Options.Create(new ResearchOptions { MaxConcurrency = places, SiteDelay = TimeSpan.FromSeconds(1) }), clock);
}
