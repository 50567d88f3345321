using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Jobs.Queries;

/// <summary>A job as pages and the API show it.</summary>
/// <param name="Provider">The connector's display name.</param>
/// <param name="Attempt">Sendings that used up a try, the running one included; never above <paramref name="MaxAttempts"/>.</param>
/// <param name="Certainty">Of its publication: every word about whether something is out comes from here.</param>
/// <param name="AfterPublicationId">It waits until that publication was seen to be out.</param>
public sealed record JobView(
    Guid Id,
    Guid ContentId,
    string ContentTitle,
    Guid ChannelId,
    string ChannelName,
    string Connector,
    string Provider,
    DateTimeOffset RunAt,
    string? LocalTime,
    string? TimeZone,
    MisfirePolicy Misfire,
    JobStatus Status,
    int Attempt,
    int MaxAttempts,
    DateTimeOffset? NextAttemptAt,
    int Progress,
    string? CurrentStep,
    int CompletedSteps,
    int TotalSteps,
    JobError? Error,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    int? DurationMs,
    int? LatenessMs,
    decimal? CostUsd,
    bool DryRun,
    string CorrelationId,
    DateTimeOffset CreatedAt,
    JobDelivery? Delivery,
    JobAction Action,
    Guid PublicationId,
    Certainty Certainty,
    Guid? AfterPublicationId,
    int AfterMinutes);

/// <summary>Why a job is not out.</summary>
/// <param name="Field">The field of the content that was refused, where the platform said.</param>
public sealed record JobError(string Kind, string Message, string? Hint, int? HttpStatus, string? Field);

/// <summary>The proof that a job is out.</summary>
public sealed record JobDelivery(string? ExternalId, string? Permalink, DateTimeOffset At, string Evidence);

/// <summary>A job with everything that its page shows.</summary>
public sealed record JobDetail(JobView Job, IReadOnlyList<AttemptView> Attempts);

/// <summary>One attempt of a job.</summary>
/// <param name="Outcome">snake_case; null while it runs.</param>
/// <param name="Requests">Secrets masked, bodies cut; empty once retention removed them.</param>
public sealed record AttemptView(
    int Number,
    string Node,
    DateTimeOffset StartedAt,
    DateTimeOffset? SendStartedAt,
    DateTimeOffset? CompletedAt,
    string? Outcome,
    string? Error,
    IReadOnlyList<RequestCapture> Requests,
    IReadOnlyList<StepLine> Steps);

/// <summary>One line of a job's log.</summary>
/// <param name="Step">The step that began, or null for a message.</param>
public sealed record JobLogLine(DateTimeOffset At, int? Attempt, string? Step, string? Message);
