namespace Broadcaster.Core.Foundation.Common;

/// <summary>The IANA time zones that this machine knows.</summary>
public static class TimeZones
{
    // Unsorted: sorting asks for the name of every zone in the user's language, which takes most of a second.
    private static readonly Lazy<IReadOnlyList<string>> Known = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones(skipSorting: true).Select(IanaOf).OfType<string>().Append("UTC").Distinct().Order(StringComparer.Ordinal)]);

    public static IReadOnlyList<string> All => Known.Value;

    public static bool IsKnown(string? id) =>
        !string.IsNullOrWhiteSpace(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && (zone.HasIanaId || id == "UTC");

    private static string? IanaOf(TimeZoneInfo zone) =>
        zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : null;
}
