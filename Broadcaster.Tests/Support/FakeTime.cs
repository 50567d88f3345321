namespace Broadcaster.Tests.Support;

/// <summary>
/// A clock that moves only when a test says so. Timers, <c>Task.Delay(…, time)</c>, <c>PeriodicTimer</c> and
/// <c>CancellationTokenSource(…, time)</c> that are built on it fire during <see cref="Advance"/>, in the order
/// of their due times, each with the clock at exactly its due time.
/// </summary>
public sealed class FakeTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _pending = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private DateTimeOffset _now = start.ToUniversalTime();
    private long _armed;

    /// <summary>Starts on a Wednesday in January at noon UTC.</summary>
    public FakeTime()
        : this(new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that wait for a moment to come.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    public void AdvanceTo(DateTimeOffset moment)
    {
        while (TakeNextDue(moment) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>
    /// Completes once this many timers wait, that is, once the code under test has reached its delays. Await it
    /// before <see cref="Advance"/> where that code runs on other threads.
    /// </summary>
    public Task WaitForTimersAsync(int count = 1)
    {
        lock (_gate)
        {
            if (_pending.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task.WaitAsync(TimeSpan.FromSeconds(30), System);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? TakeNextDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            var next = _pending.MinBy(timer => (timer.Due, timer.Order));
            if (next is null || next.Due > until)
            {
                _now = until > _now ? until : _now;
                return null;
            }

            _now = next.Due > _now ? next.Due : _now;
            _pending.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                Arm(next, next.Due + next.Period);
            }

            return next;
        }
    }

    private void Arm(FakeTimer timer, DateTimeOffset due)
    {
        timer.Due = due;
        timer.Order = _armed++;
        _pending.Add(timer);
        foreach (var waiter in _waiters.Where(waiter => _pending.Count >= waiter.Count).ToArray())
        {
            _waiters.Remove(waiter);
            waiter.Reached.SetResult();
        }
    }

    private sealed class FakeTimer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset Due { get; set; }

        /// <summary>Of two timers that are due at the same moment, the one armed first fires first.</summary>
        public long Order { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (_disposed)
                {
                    return false;
                }

                time._pending.Remove(this);
                Period = period;
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                time.Arm(this, time._now + dueTime);
            }

            if (dueTime == TimeSpan.Zero)
            {
                time.AdvanceTo(time.GetUtcNow());
            }

            return true;
        }

        public void Dispose() => Disarm();

        public ValueTask DisposeAsync()
        {
            Disarm();
            return ValueTask.CompletedTask;
        }

        private void Disarm()
        {
            lock (time._gate)
            {
                _disposed = true;
                time._pending.Remove(this);
            }
        }
    }
}
