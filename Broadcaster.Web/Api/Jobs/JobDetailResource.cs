using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs.Queries;

namespace Broadcaster.Web.Api.Jobs;

/// <summary>A job with its attempts.</summary>
public sealed record JobDetailResource : JobResource
{
    private JobDetailResource(JobResource job)
        : base(job)
    {
    }

    public required IReadOnlyList<AttemptResource> Attempts { get; init; }

    public static JobDetailResource Of(JobDetail detail) => new(JobResource.Of(detail.Job)) { Attempts = [.. detail.Attempts.Select(AttemptResource.Of)] };
}

/// <summary>One try of a job: the ledger row.</summary>
/// <param name="SendStartedAt">From here on an unknown outcome is not simply sent again.</param>
public sealed record AttemptResource(
    int Number,
    string Node,
    DateTimeOffset StartedAt,
    DateTimeOffset? SendStartedAt,
    DateTimeOffset? CompletedAt,
    string? Outcome,
    string? Error,
    IReadOnlyList<RequestResource> Requests,
    IReadOnlyList<StepResource> Steps)
{
    public static AttemptResource Of(AttemptView attempt) => new(
        attempt.Number,
        attempt.Node,
        attempt.StartedAt,
        attempt.SendStartedAt,
        attempt.CompletedAt,
        attempt.Outcome,
        attempt.Error,
        [.. attempt.Requests.Select(RequestResource.Of)],
        [.. attempt.Steps.Select(s => new StepResource(s.At, s.Step, s.Message))]);
}

/// <summary>One request and its answer: secrets masked, bodies cut.</summary>
public sealed record RequestResource(
    string Method,
    string Url,
    int? Status,
    int DurationMs,
    DateTimeOffset At,
    IReadOnlyDictionary<string, string> RequestHeaders,
    string? RequestBody,
    IReadOnlyDictionary<string, string> ResponseHeaders,
    string? ResponseBody,
    string? Problem)
{
    public static RequestResource Of(RequestCapture request) => new(
        request.Method,
        request.Url,
        request.Status,
        request.DurationMs,
        request.At,
        request.RequestHeaders,
        request.RequestBody,
        request.ResponseHeaders,
        request.ResponseBody,
        request.Problem);
}

/// <summary>A step that began, or a message.</summary>
public sealed record StepResource(DateTimeOffset At, string? Step, string? Message);

/// <summary>The log of a job, oldest line first.</summary>
public sealed record JobLogResource(IReadOnlyList<JobLogLine> Items);
