namespace Broadcaster.Tests.Support;

/// <summary>Waits for what another process does: asks again and again, with a deadline and never longer than needed.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    // A loaded machine is slow, not wrong: the deadline only ends what would never come.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <summary>The first answer that is not null; fails with what was waited for and how it stood.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> probe, Func<string> what, TimeSpan? deadline = null)
        where T : class
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await probe() is { } answer)
            {
                return answer;
            }

            if (TimeProvider.System.GetElapsedTime(began) > (deadline ?? Deadline))
            {
                throw new TimeoutException(what());
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    public static Task TrueAsync(Func<Task<bool>> probe, Func<string> what, TimeSpan? deadline = null) =>
        GetAsync<object>(async () => await probe() ? Pause : null, what, deadline);

    public static Task TrueAsync(Func<bool> probe, Func<string> what, TimeSpan? deadline = null) =>
        TrueAsync(() => Task.FromResult(probe()), what, deadline);
}
