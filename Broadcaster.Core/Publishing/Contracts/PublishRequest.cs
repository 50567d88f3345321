using Broadcaster.Core.Authoring.Media;

namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>One attempt, as the connector gets it.</summary>
public sealed record PublishRequest
{
    public required ConnectorContext Context { get; init; }

    public required Guid JobId { get; init; }

    /// <summary>The same on every attempt of the job: send it wherever the platform takes an idempotency key.</summary>
    public string IdempotencyKey => JobId.ToString();

    /// <summary>1 for the first attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>
    /// When the first attempt of this job began to send: the same on every attempt, to the microsecond, so that what goes with
    /// the same key is the same. A search needs to look no further back. Null only in a rehearsal.
    /// </summary>
    public DateTimeOffset? FirstSentAt { get; init; }

    public required ChannelContent Content { get; init; }

    /// <summary>What <see cref="IConnector.Render"/> made: send this, render nothing anew.</summary>
    public required RenderedContent Rendered { get; init; }

    /// <summary>Reports the steps of the descriptor as they begin.</summary>
    public required IPublishSteps Steps { get; init; }

    /// <summary>What earlier attempts of this job remembered.</summary>
    public required ICheckpoints Checkpoints { get; init; }

    public required IMediaReader Media { get; init; }

    public required string CorrelationId { get; init; }

    /// <summary>A person said that it is not out: parts with an unknown outcome may be sent again.</summary>
    public bool ResendUnknown { get; init; }
}
