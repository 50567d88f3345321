using Broadcaster.Core.Authoring.Media;

namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>One attempt, as the connector gets it.</summary>
public sealed record PublishRequest
{
    public required ConnectorContext Context { get; init; }

    public required Guid JobId { get; init; }

    /// <summary>
    /// The publication's key; null where the action goes under the job's own (updates, take-downs). It outlives the job: while
    /// it is not certain that nothing is out, whatever is sent goes under the same.
    /// </summary>
    public Guid? Key { get; init; }

    /// <summary>The same on every attempt, and on every job of a publication until it is certain that nothing is out: send it wherever the platform takes an idempotency key.</summary>
    public string IdempotencyKey => (Key ?? JobId).ToString();

    /// <summary>What is out, for an update, a take-down or a look; null when publishing.</summary>
    public ExistingPost? Existing { get; init; }

    /// <summary>A person saw what was edited on the platform since, and said that an update may overwrite it.</summary>
    public bool Overwrite { get; init; }

    /// <summary>1 for the first attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>
    /// When something first began to be sent under this key: the same on every attempt, to the microsecond, so that what goes with
    /// the same key is the same. A search needs to look no further back. Null only in a rehearsal.
    /// </summary>
    public DateTimeOffset? FirstSentAt { get; init; }

    public required ChannelContent Content { get; init; }

    /// <summary>What <see cref="IConnector.Render"/> made: send this, render nothing anew.</summary>
    public required RenderedContent Rendered { get; init; }

    /// <summary>Reports the steps of the descriptor as they begin.</summary>
    public required IPublishSteps Steps { get; init; }

    /// <summary>What earlier attempts under this key remembered.</summary>
    public required ICheckpoints Checkpoints { get; init; }

    public required IMediaReader Media { get; init; }

    public required string CorrelationId { get; init; }

    /// <summary>A person said that it is not out: parts with an unknown outcome may be sent again.</summary>
    public bool ResendUnknown { get; init; }
}

/// <summary>What is out on the platform, as the ledger knows it.</summary>
/// <param name="Key">What it was published under.</param>
/// <param name="ExternalId">The platform's own id, where it gave one.</param>
/// <param name="PlatformVersion">The platform's own mark of the version that we sent last (<see cref="PublishOutcome.Succeeded.PlatformVersion"/>).</param>
/// <param name="ContentId">The piece that was published; an update may carry the text of a revision of it.</param>
public sealed record ExistingPost(Guid Key, Guid ContentId, string? ExternalId, string? Permalink, string? PlatformVersion, DateTimeOffset? PublishedAt);
