namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>At most so many tries a key within a window that begins with the first. Forgets what is over.</summary>
internal sealed class AttemptWindow(int limit, TimeSpan length, TimeProvider clock)
{
    private const int SweepAbove = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Until)> windows = [];

    /// <summary>Null when this try is within the limit; otherwise how long until the next may be.</summary>
    public TimeSpan? Try(string key)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (windows.Count > SweepAbove)
            {
                foreach (var (old, _) in windows.Where(w => w.Value.Until <= now).ToList())
                {
                    windows.Remove(old);
                }
            }

            var window = windows.TryGetValue(key, out var known) && known.Until > now ? known : (Count: 0, Until: now + length);
            if (window.Count >= limit)
            {
                return window.Until - now;
            }

            windows[key] = (window.Count + 1, window.Until);
            return null;
        }
    }
}
