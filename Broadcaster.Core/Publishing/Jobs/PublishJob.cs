using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>
/// One action on one publication at one time. The row is the queue: there is no other record of what is to be sent.
/// </summary>
public sealed class PublishJob : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid PublicationId { get; init; }

    public Publication? Publication { get; init; }

    public JobAction Action { get; init; } = JobAction.Publish;

    /// <summary>The piece whose text goes out: the publication's own, or for an update the revision of it.</summary>
    public required Guid ContentId { get; init; }

    public ContentItem? Content { get; init; }

    public required Guid ChannelId { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>The connector's id, copied from the channel.</summary>
    public required string Connector { get; init; }

    /// <summary>When it is to go out.</summary>
    public required DateTimeOffset RunAt { get; set; }

    /// <summary>The local time that the user chose (yyyy-MM-ddTHH:mm), with its zone; null when an instant was given.</summary>
    public string? LocalTime { get; set; }

    /// <summary>IANA id of the zone that the user chose.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Waits until this publication was seen to be out; it has no next-attempt time before.</summary>
    public Guid? AfterPublicationId { get; init; }

    /// <summary>How long after that it goes out, in minutes.</summary>
    public int AfterMinutes { get; init; }

    public MisfirePolicy Misfire { get; set; } = MisfirePolicy.Publish;

    /// <summary>Everything but the wire: rendered, validated, recorded, not sent.</summary>
    public bool DryRun { get; init; }

    public JobStatus Status { get; set; } = JobStatus.Queued;

    /// <summary>Counts up with each claim and fences late writers: only the holder of this number may write an outcome. Not what people call attempts.</summary>
    public int Attempt { get; set; }

    /// <summary>What people call attempts: sendings that used up a try. A refused gate, a rate limit, a given-back claim count none.</summary>
    public int Attempts { get; set; }

    /// <summary>Attempts that used up a retry; the job fails when this passes <see cref="MaxAttempts"/>.</summary>
    public int Failures { get; set; }

    /// <summary>1 + retries.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>
    /// When the engine looks at it next: to send (queued, retry_scheduled), to check (confirming) or to look it up
    /// (unconfirmed). Null: nothing to do, or a person must act. Every query that decides what is due honours it.
    /// </summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>The node that has it.</summary>
    public string? Node { get; set; }

    /// <summary>Until when the node has it; a running job past this is somebody else's to recover.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>The first claim since a person last queued it.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>First start minus due time, milliseconds.</summary>
    public int? LatenessMs { get; set; }

    /// <summary>The claim of the last attempt to its outcome, milliseconds; what it waited between attempts does not count.</summary>
    public int? DurationMs { get; set; }

    /// <summary>0 to 100.</summary>
    public int Progress { get; set; }

    public string? CurrentStep { get; set; }

    public int CompletedSteps { get; set; }

    public int TotalSteps { get; set; }

    /// <summary>snake_case of the outcome (<c>not_sent</c>, <c>rejected</c>, …) or <c>content_changed</c>, <c>late</c>, <c>internal</c>.</summary>
    public string? ErrorKind { get; set; }

    public string? ErrorMessage { get; set; }

    public string? ErrorHint { get; set; }

    public int? ErrorHttpStatus { get; set; }

    /// <summary>The field of the content that the platform refused, where it said.</summary>
    public string? ErrorField { get; set; }

    /// <summary>The platform's handle of a delivery that is finishing (<see cref="JobStatus.Confirming"/>).</summary>
    public string? PendingHandle { get; set; }

    /// <summary>Read-only look-ups made so far for the present attempt (checks while confirming, searches while unconfirmed).</summary>
    public int LookUps { get; set; }

    /// <summary>Somebody said that it is not out: the next attempt may repeat what had an unknown outcome.</summary>
    public bool ResendUnknown { get; set; }

    /// <summary>Somebody saw what was edited on the platform since, and said that it may be overwritten.</summary>
    public bool Overwrite { get; set; }

    /// <summary>The content's hash when it was scheduled; at the moment of sending it must still be the same.</summary>
    public required string ContentHash { get; init; }

    public required string CorrelationId { get; init; }

    public decimal? CostUsd { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Guid? CreatedBy { get; init; }

    /// <summary>The proof, once it has succeeded in bringing something out.</summary>
    public Delivery? Delivery => Status == JobStatus.Succeeded && !DryRun && (Action is JobAction.Publish or JobAction.Update) ? Publication?.Delivery : null;

    /// <summary>Makes it due again with a fresh count of retries. The attempt number goes on: it fences whoever had it before.</summary>
    public void RequeueAt(DateTimeOffset now)
    {
        Status = JobStatus.Queued;
        Attempt++;

        // Somebody says "now": for them it is not too late, and its patience with a platform begins anew.
        Misfire = MisfirePolicy.Publish;
        StartedAt = null;
        Failures = 0;
        Attempts = 0;
        LookUps = 0;
        NextAttemptAt = now;
        CompletedAt = null;
        DurationMs = null;
        Progress = 0;
        CurrentStep = null;
        CompletedSteps = 0;
        PendingHandle = null;
        ErrorKind = ErrorMessage = ErrorHint = ErrorField = null;
        ErrorHttpStatus = null;
    }
}
