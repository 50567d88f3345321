using System.Globalization;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Web.Components.Shared;

/// <summary>A time zone that can be chosen.</summary>
/// <param name="Id">IANA id.</param>
/// <param name="Text">E.g. "Europe/Berlin (UTC+01:00)".</param>
public sealed record ZoneChoice(string Id, string Text)
{
    /// <summary>Every zone of this machine that is a place, by name; UTC first. For plain selects too.</summary>
    public static IReadOnlyList<ZoneChoice> All(DateTimeOffset now) =>
        [.. TimeZones.All.Where(IsPlace).OrderBy(id => id != "UTC").Select(id => new ZoneChoice(
            id, string.Create(CultureInfo.InvariantCulture, $"{id.Replace('_', ' ')} (UTC{Offset(TimeZoneInfo.FindSystemTimeZoneById(id).GetUtcOffset(now))})")))];

    private static bool IsPlace(string id) =>
        id == "UTC" || (id.Contains('/', StringComparison.Ordinal)
            && !id.StartsWith("Etc/", StringComparison.Ordinal) && !id.StartsWith("posix/", StringComparison.Ordinal) && !id.StartsWith("right/", StringComparison.Ordinal));

    private static string Offset(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "−" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
}
