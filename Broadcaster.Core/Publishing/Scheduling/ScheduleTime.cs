using System.Globalization;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Publishing.Scheduling;

/// <summary>The instant that a schedule means, with the local time and zone it was said in.</summary>
public sealed record ScheduleTime(DateTimeOffset RunAt, string? LocalTime, string? TimeZone)
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    // A client's clock and the way here may take a moment; "now" must not be refused as past.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>Understands the request, or says which field is wrong and what would be right.</summary>
    public static Result<ScheduleTime> Resolve(ScheduleRequest request, string workspaceZone, DateTimeOffset now)
    {
        if (request.RunAt is { } instant)
        {
            if (request.LocalTime is not null)
            {
                return InvalidInput.Of("localTime", "Give either runAt or localTime, not both.", "schedule.two_times");
            }

            var shown = string.IsNullOrWhiteSpace(request.TimeZone) ? null : request.TimeZone;
            return shown is null || TimeZoneInfo.TryFindSystemTimeZoneById(shown, out _)
                ? NotPast(new ScheduleTime(instant.ToUniversalTime(), null, shown), "runAt", now)
                : UnknownZone(shown);
        }

        if (string.IsNullOrWhiteSpace(request.LocalTime))
        {
            return InvalidInput.Of("runAt", "Say when: runAt (an instant) or localTime with timeZone.", "schedule.no_time");
        }

        var zoneId = string.IsNullOrWhiteSpace(request.TimeZone) ? workspaceZone : request.TimeZone;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone))
        {
            return UnknownZone(zoneId);
        }

        if (!DateTime.TryParseExact(request.LocalTime, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return InvalidInput.Of("localTime", $"\"{request.LocalTime}\" is not a local time. Write it as 2026-11-21T09:00, without an offset.", "schedule.bad_time");
        }

        var found = InstantOf(local, zone, request.Occurrence);
        return found.Ok ? NotPast(new ScheduleTime(found.Value, request.LocalTime, zoneId), "localTime", now) : found.Error;
    }

    private static InvalidInput UnknownZone(string zone) =>
        InvalidInput.Of("timeZone", $"There is no time zone \"{zone}\". Use an IANA name such as Europe/Berlin.", "schedule.unknown_zone");

    private static Result<DateTimeOffset> InstantOf(DateTime local, TimeZoneInfo zone, string? occurrence)
    {
        if (zone.IsInvalidTime(local))
        {
            var next = local;
            while (zone.IsInvalidTime(next))
            {
                next = next.AddMinutes(1);
            }

            return InvalidInput.Of(
                "localTime",
                $"{local:yyyy-MM-dd HH:mm} does not exist in {zone.Id}: clocks go forward then. The next time that exists is {next:HH:mm}.",
                "schedule.time_does_not_exist");
        }

        if (!zone.IsAmbiguousTime(local))
        {
            return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
        }

        var instants = zone.GetAmbiguousTimeOffsets(local).Select(o => new DateTimeOffset(local, o).ToUniversalTime()).Order().ToArray();
        return occurrence switch
        {
            "earlier" => instants[0],
            "later" => instants[^1],
            _ => InvalidInput.Of(
                "occurrence",
                string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-dd HH:mm} comes twice in {zone.Id}, because clocks go back. Say which one: \"earlier\" ({instants[0]:yyyy-MM-dd'T'HH:mm:ss'Z'}) or \"later\" ({instants[^1]:yyyy-MM-dd'T'HH:mm:ss'Z'})."),
                "schedule.ambiguous_time"),
        };
    }

    private static Result<ScheduleTime> NotPast(ScheduleTime time, string field, DateTimeOffset now) =>
        time.RunAt < now - Tolerance
            ? InvalidInput.Of(field, string.Create(CultureInfo.InvariantCulture, $"{time.RunAt:yyyy-MM-dd'T'HH:mm:ss'Z'} is in the past. Choose a later time, or publish now."), "schedule.in_past")
            : time;
}
