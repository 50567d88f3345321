using Broadcaster.Core.Foundation.Settings;

namespace Broadcaster.Core.Publishing.Scheduling;

/// <summary>Where and when a piece is to go out: an instant, or a local time with its zone.</summary>
public sealed record ScheduleRequest
{
    public IReadOnlyList<Guid> ChannelIds { get; init; } = [];

    /// <summary>The instant; or leave it out and give <see cref="LocalTime"/>.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>Wall-clock time, yyyy-MM-ddTHH:mm[:ss], in <see cref="TimeZone"/>.</summary>
    public string? LocalTime { get; init; }

    /// <summary>IANA id, e.g. Europe/Berlin; the workspace's zone where it is left out.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Which one is meant where clocks go back and the local time comes twice: <c>earlier</c> or <c>later</c>.</summary>
    public string? Occurrence { get; init; }

    /// <summary>Everything but the wire.</summary>
    public bool DryRun { get; init; }

    /// <summary>What to do if the app was down at the time; the workspace's setting where it is left out.</summary>
    public MisfirePolicy? Misfire { get; init; }
}
