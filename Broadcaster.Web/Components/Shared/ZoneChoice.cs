using System.Globalization;

namespace Broadcaster.Web.Components.Shared;

/// <summary>A time zone that can be chosen.</summary>
/// <param name="Id">IANA id.</param>
/// <param name="Text">E.g. "Europe/Berlin (UTC+01:00)".</param>
public sealed record ZoneChoice(string Id, string Text)
{
    /// <summary>Every zone of this machine by name; UTC first. For plain selects too.</summary>
    // Unsorted by the system, which would ask for the name of every zone in the user's language: most of a second.
    public static IReadOnlyList<ZoneChoice> All(DateTimeOffset now) =>
        [.. TimeZoneInfo.GetSystemTimeZones(skipSorting: true)
            .Where(z => z.HasIanaId && (z.Id.Contains('/', StringComparison.Ordinal) || z.Id == "UTC")
                && !z.Id.StartsWith("Etc/", StringComparison.Ordinal) && !z.Id.StartsWith("posix/", StringComparison.Ordinal) && !z.Id.StartsWith("right/", StringComparison.Ordinal))
            .OrderBy(z => z.Id != "UTC").ThenBy(z => z.Id, StringComparer.Ordinal)
            .Select(z => new ZoneChoice(z.Id, string.Create(CultureInfo.InvariantCulture, $"{z.Id.Replace('_', ' ')} (UTC{Offset(z.GetUtcOffset(now))})")))];

    private static string Offset(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "−" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
}
