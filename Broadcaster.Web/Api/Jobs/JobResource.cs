using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Web.Api.Jobs;

/// <summary>A job, as the API shows it.</summary>
/// <param name="Provider">The connector's display name.</param>
/// <param name="Attempt">Sendings that used up a try, the running one included.</param>
/// <param name="Certainty">Whether it is out: not_out, maybe_out, partly_out, out, removed.</param>
public record JobResource(
    Guid Id,
    Guid ContentId,
    string ContentTitle,
    Guid ChannelId,
    string ChannelName,
    string Connector,
    string Provider,
    DateTimeOffset RunAt,
    JobStatus Status,
    int Attempt,
    int MaxAttempts,
    DateTimeOffset? NextAttemptAt,
    int Progress,
    string? CurrentStep,
    int CompletedSteps,
    int TotalSteps,
    JobErrorResource? Error,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    int? DurationMs,
    int? LatenessMs,
    decimal? CostUsd,
    bool DryRun,
    string CorrelationId,
    MisfirePolicy Misfire,
    string? LocalTime,
    string? TimeZone,
    DateTimeOffset CreatedAt,
    JobDeliveryResource? Delivery,
    JobAction Action,
    Guid PublicationId,
    Certainty Certainty,
    JobAfterResource? After)
{
    public static JobResource Of(JobView job) => new(
        job.Id,
        job.ContentId,
        job.ContentTitle,
        job.ChannelId,
        job.ChannelName,
        job.Connector,
        job.Provider,
        job.RunAt,
        job.Status,
        job.Attempt,
        job.MaxAttempts,
        job.NextAttemptAt,
        job.Progress,
        job.CurrentStep,
        job.CompletedSteps,
        job.TotalSteps,
        job.Error is { } error ? new JobErrorResource(error.Kind, error.Message, error.Hint, error.HttpStatus, error.Field) : null,
        job.StartedAt,
        job.CompletedAt,
        job.DurationMs,
        job.LatenessMs,
        job.CostUsd,
        job.DryRun,
        job.CorrelationId,
        job.Misfire,
        job.LocalTime,
        job.TimeZone,
        job.CreatedAt,
        job.Delivery is { } delivery ? new JobDeliveryResource(delivery.ExternalId, delivery.Permalink, delivery.At, delivery.Evidence) : null,
        job.Action,
        job.PublicationId,
        job.Certainty,
        job.AfterPublicationId is { } after ? new JobAfterResource(after, job.AfterMinutes) : null);
}

/// <summary>What it waits for: that publication is seen to be out, and then so many minutes.</summary>
public sealed record JobAfterResource(Guid PublicationId, int OffsetMinutes);

/// <summary>Why a job is not out.</summary>
public sealed record JobErrorResource(string Kind, string Message, string? Hint, int? HttpStatus, string? Field);

/// <summary>The proof that a job is out.</summary>
public sealed record JobDeliveryResource(string? ExternalId, string? Permalink, DateTimeOffset At, string Evidence);
