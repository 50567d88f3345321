using System.Globalization;

namespace Broadcaster.Core.Foundation.Common.Network;

/// <summary>Reads when a platform wants to be asked again: Retry-After, or its own rate-limit headers.</summary>
internal static class RetryTime
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    // The common spellings of "the window ends then".
    private static readonly string[] ResetHeaders =
        ["RateLimit-Reset", "X-RateLimit-Reset", "X-Rate-Limit-Reset", "X-RateLimit-Reset-After", "x-ratelimit-reset-requests"];

    /// <summary>Null when the platform says nothing that can be read, or a time that is over: the usual back-off holds then. Never more than a day ahead.</summary>
    public static DateTimeOffset? Read(IReadOnlyDictionary<string, string> headers, DateTimeOffset now)
    {
        if (headers.TryGetValue("Retry-After", out var retryAfter) && Ahead(Parse(retryAfter, now), now) is { } asked)
        {
            return asked;
        }

        foreach (var name in ResetHeaders)
        {
            if (headers.TryGetValue(name, out var reset) && Ahead(Parse(reset, now), now) is { } end)
            {
                return end;
            }
        }

        return headers.TryGetValue("RateLimit", out var combined) && ResetOf(combined) is { } seconds ? Ahead(now + seconds, now) : null;
    }

    private static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            // Small numbers are seconds from now; large ones are seconds, and very large ones milliseconds, since 1970.
            return number switch
            {
                >= 0 and < 1e9 => now + TimeSpan.FromSeconds(Math.Min(number, Longest.TotalSeconds)),
                >= 1e9 and < 1e11 => DateTimeOffset.FromUnixTimeSeconds((long)number),
                >= 1e11 and < 1e14 => DateTimeOffset.FromUnixTimeMilliseconds((long)number),
                _ => null,
            };
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;
    }

    // RateLimit: limit=100, remaining=0, reset=30 — and the newer "default";r=0;t=30.
    private static TimeSpan? ResetOf(string combined)
    {
        foreach (var part in combined.Split([',', ';'], StringSplitOptions.TrimEntries))
        {
            var value = part.StartsWith("reset=", StringComparison.OrdinalIgnoreCase) ? part[6..] : part.StartsWith("t=", StringComparison.OrdinalIgnoreCase) ? part[2..] : null;
            if (value is not null && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return TimeSpan.FromSeconds(seconds);
            }
        }

        return null;
    }

    // A platform whose clock or cache is behind names a time that is over; taken as said, it would be asked again at once.
    private static DateTimeOffset? Ahead(DateTimeOffset? until, DateTimeOffset now) => until switch
    {
        null => null,
        { } at when at <= now => null,
        { } at when at < now + Shortest => now + Shortest,
        { } at when at > now + Longest => now + Longest,
        _ => until,
    };
}
