using System.ComponentModel;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Scheduling;

namespace Broadcaster.Web.Api.Content;

/// <summary>Where and when a piece is to go out: an instant, or a local time with its zone.</summary>
public sealed record ScheduleBody
{
    [Description("Left out: the channels that the piece is meant for.")]
    public IReadOnlyList<Guid>? ChannelIds { get; init; }

    [Description("The instant, with its offset.")]
    public DateTimeOffset? RunAt { get; init; }

    [Description("Or the time on the wall, 2026-11-21T09:00.")]
    public string? LocalTime { get; init; }

    [Description("IANA name of the zone of localTime; the workspace's where it is left out.")]
    public string? TimeZone { get; init; }

    [Description("Which one where clocks go back and the local time comes twice: earlier or later.")]
    public string? Occurrence { get; init; }

    [Description("Everything but the wire: rendered, checked and recorded, not sent.")]
    public bool? DryRun { get; init; }

    [Description("What becomes of it if the app is down at the time; the workspace's setting where it is left out.")]
    public MisfirePolicy? Misfire { get; init; }

    public ScheduleRequest ToRequest() => new()
    {
        ChannelIds = ChannelIds ?? [],
        RunAt = RunAt,
        LocalTime = LocalTime,
        TimeZone = TimeZone,
        Occurrence = Occurrence,
        DryRun = DryRun ?? false,
        Misfire = Misfire,
    };
}

/// <summary>Where a piece is to go out now.</summary>
public sealed record PublishBody
{
    [Description("Left out: the channels that the piece is meant for.")]
    public IReadOnlyList<Guid>? ChannelIds { get; init; }

    [Description("Everything but the wire: rendered, checked and recorded, not sent.")]
    public bool? DryRun { get; init; }
}
