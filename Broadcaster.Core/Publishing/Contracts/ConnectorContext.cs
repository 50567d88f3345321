namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>The channel that a call is for, and its way out of the process.</summary>
public sealed record ConnectorContext
{
    public required Guid WorkspaceId { get; init; }

    public required Guid ChannelId { get; init; }

    public required string ChannelName { get; init; }

    /// <summary>The connector's own settings record, secrets included. Never log it.</summary>
    public required object Settings { get; init; }

    /// <summary>The only way out of the process: HTTP through the pipeline, and anything else as a recorded exchange.</summary>
    public required IWire Wire { get; init; }

    /// <summary>Where this installation is reached from outside, without a trailing slash, for links that have to be absolute.</summary>
    public required string PublicUrl { get; init; }

    public required TimeProvider Clock { get; init; }
}
