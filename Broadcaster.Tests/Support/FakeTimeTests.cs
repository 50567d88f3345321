namespace Broadcaster.Tests.Support;

public sealed class FakeTimeTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void Advance_MovesClockAndTimestamp()
    {
        var (now, timestamp) = (_time.GetUtcNow(), _time.GetTimestamp());

        _time.Advance(TimeSpan.FromMinutes(90));

        Assert.Equal(now.AddMinutes(90), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(90), _time.GetElapsedTime(timestamp));
    }

    [Fact]
    public void Advance_SeveralTimers_FireInOrderEachAtItsDueTime()
    {
        var fired = new List<string>();
        var start = _time.GetUtcNow();
        using var late = Timer("late", TimeSpan.FromSeconds(3));
        using var early = Timer("early", TimeSpan.FromSeconds(1));
        using var alsoEarly = Timer("also early", TimeSpan.FromSeconds(1));
        using var never = Timer("never", TimeSpan.FromSeconds(6));

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["early 1", "also early 1", "late 3"], fired);
        Assert.Equal(start.AddSeconds(5), _time.GetUtcNow());
        Assert.Equal(1, _time.PendingTimers);

        ITimer Timer(string name, TimeSpan due) =>
            _time.CreateTimer(_ => fired.Add($"{name} {(_time.GetUtcNow() - start).TotalSeconds}"), null, due, Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void Advance_PeriodicTimer_FiresOncePerPeriodUntilDisposed()
    {
        var fired = 0;
        var timer = _time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(35));
        timer.Dispose();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(4, fired);
    }

    [Fact]
    public void Advance_CallbackArmsAnotherTimer_ThatFiresToo()
    {
        var fired = new List<DateTimeOffset>();
        var start = _time.GetUtcNow();
        using var second = _time.CreateTimer(_ => fired.Add(_time.GetUtcNow()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var first = _time.CreateTimer(_ => second.Change(TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([start.AddSeconds(3)], fired);
    }

    [Fact]
    public void Change_ToAnotherMoment_ReplacesTheFirst()
    {
        var fired = 0;
        using var timer = _time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        timer.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0, fired);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public async Task Delay_CompletesWhenItsTimeHasCome()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(5), _time);

        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);

        _time.Advance(TimeSpan.FromTicks(1));
        await delay;
    }

    [Fact]
    public void CancellationTokenSource_CancelsWhenItsTimeHasCome()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(30), _time);

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(source.IsCancellationRequested);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public async Task WaitForTimersAsync_LoopOnAnotherThread_LetsTheTestStepThroughIt()
    {
        var rounds = 0;
        using var stop = new CancellationTokenSource();
        var loop = Task.Run(async () =>
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(10), _time, stop.Token);
                rounds++;
            }
        });

        for (var round = 0; round < 3; round++)
        {
            await _time.WaitForTimersAsync();
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        await _time.WaitForTimersAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
        Assert.Equal(3, rounds);
    }
}
