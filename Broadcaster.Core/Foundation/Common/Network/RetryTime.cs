using System.Globalization;

namespace Broadcaster.Core.Foundation.Common.Network;

/// <summary>Reads when a platform wants to be asked again: Retry-After, or its own rate-limit headers.</summary>
internal static class RetryTime
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    // The common spellings of "the window ends then".
    private static readonly string[] ResetHeaders =
        ["RateLimit-Reset", "X-RateLimit-Reset", "X-Rate-Limit-Reset", "X-RateLimit-Reset-After", "x-ratelimit-reset-requests"];

    /// <summary>Null when the platform says nothing that can be read. Never in the past, never more than a day ahead.</summary>
    public static DateTimeOffset? Read(IReadOnlyDictionary<string, string> headers, DateTimeOffset now)
    {
        if (headers.TryGetValue("Retry-After", out var retryAfter) && Parse(retryAfter, now) is { } asked)
        {
            return Clamp(asked, now);
        }

        foreach (var name in ResetHeaders)
        {
            if (headers.TryGetValue(name, out var reset) && Parse(reset, now) is { } end)
            {
                return Clamp(end, now);
            }
        }

        return headers.TryGetValue("RateLimit", out var combined) && ResetOf(combined) is { } seconds ? Clamp(now + seconds, now) : null;
    }

    private static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number < 1e12)
        {
            // Small numbers are seconds from now; large ones are seconds, and very large ones milliseconds, since 1970.
            return number switch
            {
                < 1e9 => now + TimeSpan.FromSeconds(Math.Min(number, Longest.TotalSeconds)),
                < 1e11 => DateTimeOffset.FromUnixTimeSeconds((long)number),
                _ => DateTimeOffset.FromUnixTimeMilliseconds((long)number),
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

    private static DateTimeOffset Clamp(DateTimeOffset until, DateTimeOffset now) =>
        until < now + TimeSpan.FromSeconds(1) ? now + TimeSpan.FromSeconds(1) : until > now + Longest ? now + Longest : until;
}
