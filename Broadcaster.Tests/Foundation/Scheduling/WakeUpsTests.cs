using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Foundation.Scheduling;

public sealed class WakeUpsTests
{
    private readonly FakeTime time = new();
    private readonly DispatchSignal signal = new();
    private readonly List<DateTimeOffset> armed = [];
    private readonly List<DateTimeOffset> announced = [];
    private readonly WakeUps wakeUps;

    public WakeUpsTests()
    {
        wakeUps = new WakeUps(signal, time) { Timer = armed.Add };
        wakeUps.Announced += announced.Add;
    }

    [Fact]
    public async Task At_DueNow_WakesTheDispatcherAndTellsTheOthers()
    {
        wakeUps.At(time.GetUtcNow());

        Assert.True(await signal.WaitAsync(TimeSpan.FromSeconds(2), time, default));
        Assert.Empty(armed);
        Assert.Equal([time.GetUtcNow()], announced);
    }

    [Fact]
    public async Task At_Later_ArmsATimerAndWakesNobody()
    {
        var later = time.GetUtcNow().AddMinutes(10);

        wakeUps.At(later);

        Assert.Equal([later], armed);
        var waiting = signal.WaitAsync(TimeSpan.FromSeconds(2), time, default);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(await waiting);
    }

    [Fact]
    public void At_BeyondTheHorizon_IsLeftToTheSweep()
    {
        wakeUps.At(time.GetUtcNow().AddHours(1));

        Assert.Empty(armed);
        Assert.Single(announced);
    }

    [Fact]
    public void Arm_HeardFromAnotherNode_IsNotAnnouncedAgain()
    {
        wakeUps.Arm(time.GetUtcNow().AddMinutes(1));

        Assert.Single(armed);
        Assert.Empty(announced);
    }

    [Fact]
    public async Task Raise_ManyTimes_IsOneLook()
    {
        signal.Raise();
        signal.Raise();

        Assert.True(await signal.WaitAsync(TimeSpan.FromSeconds(1), time, default));
        var second = signal.WaitAsync(TimeSpan.FromSeconds(1), time, default);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await second);
    }
}
