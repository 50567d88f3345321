using System.ComponentModel;
using Broadcaster.Core.Publishing.Scheduling;

namespace Broadcaster.Web.Api.Jobs;

/// <summary>What a retry says.</summary>
public sealed record RetryBody
{
    public const string NotPublished = "not_published";

    [Description("not_published: somebody looked, and it is not out. Needed for an unconfirmed job.")]
    public string? Confirm { get; init; }

    [Description("now, or atItsTime: at the time that it had, where that is still to come. Left out: a cancelled job keeps its time, any other goes now.")]
    public string? When { get; init; }
}

/// <summary>What a cancel says.</summary>
public sealed record CancelBody
{
    [Description("maybe_out or partly_out: the caller knows that it may be out, or is in part, and that cancelling takes nothing back.")]
    public string? Confirm { get; init; }
}

/// <summary>The other time: an instant, or a local time with its zone.</summary>
public sealed record RescheduleBody
{
    public DateTimeOffset? RunAt { get; init; }

    [Description("Wall-clock time, yyyy-MM-ddTHH:mm, in timeZone.")]
    public string? LocalTime { get; init; }

    [Description("IANA id; the workspace's zone where it is left out.")]
    public string? TimeZone { get; init; }

    [Description("earlier or later, where clocks go back and the local time comes twice.")]
    public string? Occurrence { get; init; }

    public ScheduleRequest Read() => new() { RunAt = RunAt, LocalTime = LocalTime, TimeZone = TimeZone, Occurrence = Occurrence };
}

/// <summary>Where the post is that somebody found or made by hand.</summary>
public sealed record ConfirmBody
{
    [Description("The address where people see it.")]
    public string? Permalink { get; init; }

    [Description("The platform's own id of it.")]
    public string? ExternalId { get; init; }
}
