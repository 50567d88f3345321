using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>A channel that has due jobs and takes some now.</summary>
/// <param name="Probe">Its circuit was open and has waited long enough: exactly one job may try it.</param>
public sealed record DueChannel(Guid WorkspaceId, Guid ChannelId, string Connector, int? MaxConcurrency, int? RatePerMinute, bool Probe);

/// <summary>How many jobs of a channel to claim.</summary>
public sealed record ChannelQuota(Guid ChannelId, int Jobs);

/// <summary>A job that this node has under a lease.</summary>
public sealed record ClaimedJob
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid PublicationId { get; init; }

    public required JobAction Action { get; init; }

    public required Guid ContentId { get; init; }

    public required Guid ChannelId { get; init; }

    public required int Attempt { get; init; }

    public required int Attempts { get; init; }

    public required int Failures { get; init; }

    public required int MaxAttempts { get; init; }

    public required DateTimeOffset RunAt { get; init; }

    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>Its first claim since a person last queued it: how long it may be put off counts from here.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the first attempt that may have touched the wire began to send; null also after claims that were given back.</summary>
    public required DateTimeOffset? FirstSentAt { get; init; }

    public required MisfirePolicy Misfire { get; init; }

    public required bool DryRun { get; init; }

    public required bool ResendUnknown { get; init; }

    public required bool Overwrite { get; init; }

    public required string ContentHash { get; init; }

    public required string CorrelationId { get; init; }
}

/// <summary>What is about to be sent: becomes the attempt's row.</summary>
/// <param name="Probe">It is the one that may try a channel behind an open circuit.</param>
public sealed record Intent(ClaimedJob Job, string RequestHash, DateTimeOffset StartedAt, DateTimeOffset SendStartedAt, bool Probe = false);

/// <summary>What becomes of an intent.</summary>
public enum Gate
{
    /// <summary>The job is not this node's any more.</summary>
    Gone,

    /// <summary>Its channel was paused, refused, told to wait or cut off since the claim: it goes back, and nothing was begun.</summary>
    Held,

    /// <summary>The intent is committed: it may be sent.</summary>
    Open,
}

/// <summary>Where a running job stands.</summary>
public sealed record JobProgress(Guid JobId, int Attempt, int Percent, string Step, int CompletedSteps, int TotalSteps);

/// <summary>Where the outcome comes from, and so which rows it may still change.</summary>
public enum OutcomeSource
{
    /// <summary>The attempt itself. Later than its lease, a definite outcome still counts as long as no newer attempt began.</summary>
    Attempt,

    /// <summary>A read-only look-up of a confirming or unconfirmed job.</summary>
    LookUp,

    /// <summary>The recovery of a job whose lease ran out.</summary>
    Recovery,
}

/// <summary>An outcome and everything that follows from it, to be committed in one transaction.</summary>
public sealed record OutcomeWrite
{
    public required Guid JobId { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid PublicationId { get; init; }

    public required JobAction Action { get; init; }

    public required Guid ContentId { get; init; }

    public required Guid ChannelId { get; init; }

    public required int Attempt { get; init; }

    public required bool DryRun { get; init; }

    public required OutcomeSource Source { get; init; }

    public required JobTransition Transition { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When what came to this began: the claim, for an attempt. Null: the attempt's row knows.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>snake_case of the outcome, for the attempt's row; null leaves the row as it is.</summary>
    public string? AttemptOutcome { get; init; }

    public string? AttemptError { get; init; }

    /// <summary>The intent was committed and then provably nothing touched the wire: the attempt does not count as a send.</summary>
    public bool NothingSent { get; init; }

    public string? RequestsJson { get; init; }

    public string? LogJson { get; init; }

    /// <summary>What is known of the publication now; null leaves it as it is.</summary>
    public PublicationChange? Publication { get; init; }

    /// <summary>It used up a try: see <see cref="PublishJob.Attempts"/>.</summary>
    public bool Counts { get; init; }

    /// <summary>How far the attempt came; null leaves what was last saved. A success came to its end.</summary>
    public LiveProgress? Progress { get; init; }

    public ChannelEffect Channel { get; init; } = ChannelEffect.None;
}

/// <summary>What an outcome says about its publication.</summary>
public sealed record PublicationChange
{
    /// <summary>Null: as certain as before. Doubt never overrules what is known.</summary>
    public Certainty? Certainty { get; init; }

    public string? Evidence { get; init; }

    /// <summary>When the attempt began to send; kept where none is known under the present key.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Something is out now as this says.</summary>
    public NewDelivery? Delivery { get; init; }

    /// <summary>Somebody looked: is it there? Null: nobody did.</summary>
    public bool? Seen { get; init; }

    public DateTimeOffset? NextVerifyAt { get; init; }

    public bool Says => Certainty is not null || Evidence is not null || SentAt is not null || Delivery is not null || Seen is not null;
}

/// <summary>The proof to be kept with a success.</summary>
/// <param name="ContentHash">Of what is out now.</param>
/// <param name="ContentId">The piece, or the revision of it, whose text that is.</param>
public sealed record NewDelivery(string? ExternalId, string? Permalink, string? Response, string? PlatformVersion, string ContentHash, Guid ContentId);

/// <summary>What an outcome says about the channel.</summary>
public abstract record ChannelEffect
{
    private ChannelEffect()
    {
    }

    /// <summary>Nothing: refused before it was sent, a dry run, a look-up.</summary>
    public static ChannelEffect None { get; } = new Nothing();

    public sealed record Nothing : ChannelEffect;

    /// <summary>It works: closes the circuit.</summary>
    /// <param name="Delivered">False for an answer that took nothing: a refusal of the content proves as well that somebody is there.</param>
    public sealed record Works(DateTimeOffset At, bool Delivered = true) : ChannelEffect;

    /// <summary>It failed on its side: counts towards the circuit.</summary>
    public sealed record Failed(string Problem) : ChannelEffect;

    /// <summary>It asked to wait.</summary>
    public sealed record BackOff(DateTimeOffset Until, string Problem) : ChannelEffect;

    /// <summary>It refused the credentials.</summary>
    public sealed record Reconnect(string Problem) : ChannelEffect;
}
