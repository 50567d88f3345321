using System.Globalization;

namespace Broadcaster.Web.Components.Shared;

/// <summary>Times in words. <c>wwwroot/js/times.js</c> says the same, so that the first paint and the next second agree.</summary>
public static class Times
{
    /// <summary>E.g. "3 min ago", "in 2 h", "just now".</summary>
    public static string Relative(DateTimeOffset then, DateTimeOffset now)
    {
        var seconds = (long)Math.Round((then - now).TotalSeconds);
        var past = seconds <= 0;
        var s = Math.Abs(seconds);
        if (s < 10)
        {
            return past ? "just now" : "in a moment";
        }

        var amount = s switch
        {
            < 60 => $"{s} s",
            < 3_600 => $"{s / 60} min",
            < 86_400 => $"{s / 3_600} h",
            _ => $"{s / 86_400} d",
        };
        return past ? $"{amount} ago" : $"in {amount}";
    }

    /// <summary>E.g. "0:42" or "1:02:03"; <paramref name="due"/> once it is over.</summary>
    public static string Countdown(DateTimeOffset then, DateTimeOffset now, string due)
    {
        var s = (long)Math.Ceiling((then - now).TotalSeconds);
        return s <= 0 ? due
            : s < 3_600 ? string.Create(CultureInfo.InvariantCulture, $"{s / 60}:{s % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{s / 3_600}:{s / 60 % 60:00}:{s % 60:00}");
    }

    /// <summary>E.g. "Sat 21 Nov 2026, 09:00:12 (Europe/Berlin)".</summary>
    public static string Exact(DateTimeOffset time, string? timeZone)
    {
        var zone = Zone(timeZone);
        return string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(time, zone):ddd d MMM yyyy, HH:mm:ss} ({(zone.Equals(TimeZoneInfo.Utc) ? "UTC" : zone.Id)})");
    }

    /// <summary>The wall-clock time in a zone, in this format.</summary>
    public static string Local(DateTimeOffset time, string? timeZone, string format) =>
        TimeZoneInfo.ConvertTime(time, Zone(timeZone)).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The day that it is in a zone then.</summary>
    public static DateOnly Day(DateTimeOffset time, string? timeZone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone(timeZone)).DateTime);

    /// <summary>How long something took, e.g. "340 ms", "2.4 s", "3 min 12 s".</summary>
    public static string Length(TimeSpan length) => length.TotalMilliseconds switch
    {
        < 1 => "0 ms",
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{length.TotalMilliseconds:0} ms"),
        < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0.0} s"),
        < 3_600_000 => $"{(int)length.TotalMinutes} min {length.Seconds} s",
        _ => $"{(int)length.TotalHours} h {length.Minutes} min",
    };

    /// <summary>UTC where the id is missing or unknown on this machine: a page must not fail on it.</summary>
    public static TimeZoneInfo Zone(string? id) =>
        id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
