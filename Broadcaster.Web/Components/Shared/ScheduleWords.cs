using System.Globalization;

namespace Broadcaster.Web.Components.Shared;

/// <summary>Says in words what a schedule will do.</summary>
public static class ScheduleWords
{
    /// <summary>E.g. "On Saturday 21 November at 09:00 (Berlin; in 3 h) this goes to Site and Webhook."</summary>
    public static string At(DateTimeOffset runAt, string zone, DateTimeOffset now, IReadOnlyList<string> channels, bool dryRun)
    {
        var local = TimeZoneInfo.ConvertTime(runAt, Times.Zone(zone));
        var today = TimeZoneInfo.ConvertTime(now, Times.Zone(zone));
        var year = local.Year == today.Year ? "" : string.Create(CultureInfo.InvariantCulture, $" {local.Year}");
        var when = string.Create(CultureInfo.InvariantCulture, $"On {local:dddd d MMMM}{year} at {local:HH:mm} ({PlaceOf(zone)}; {Times.Relative(runAt, now)})");
        return dryRun ? $"{when} everything is done for {Listed(channels)} except sending: a dry run." : $"{when} this goes to {Listed(channels)}.";
    }

    public static string Now(IReadOnlyList<string> channels, bool dryRun) =>
        dryRun ? $"Everything is done now for {Listed(channels)} except sending: a dry run." : $"This goes to {Listed(channels)} right now. What is out cannot be taken back from here.";

    /// <summary>E.g. "Site, Webhook and Blog".</summary>
    public static string Listed(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "no channel",
        1 => names[0],
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
    };

    /// <summary>The city of a zone: "Europe/Berlin" is Berlin.</summary>
    public static string PlaceOf(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>The next full hour in the zone, or the one after where it is only minutes away.</summary>
    public static DateTime NextFullHour(DateTimeOffset now, string zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, Times.Zone(zone)).DateTime;
        var hour = local.Date.AddHours(local.Hour + 1);
        return hour - local < TimeSpan.FromMinutes(10) ? hour.AddHours(1) : hour;
    }
}
