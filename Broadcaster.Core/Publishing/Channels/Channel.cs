using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>One connected account of a connector, with its settings, limits and health.</summary>
public sealed class Channel : IWorkspaceOwned, IVersioned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>The descriptor's id (<c>webhook</c>), never a type name: renaming a class must not orphan a channel.</summary>
    public required string Connector { get; init; }

    public required string Name { get; set; }

    /// <summary>JSON object of the settings that are not secret.</summary>
    public required string Settings { get; set; }

    /// <summary>The secret settings: a JSON object, encrypted with the workspace's purpose; null when there are none.</summary>
    public string? Secrets { get; set; }

    /// <summary>The names of the secrets that are set, comma-separated, so that nobody has to decrypt to tell.</summary>
    public string SecretsSet { get; set; } = "";

    public bool Paused { get; set; }

    /// <summary>Sends at once on this channel, per node; null: the connector's default.</summary>
    public int? MaxConcurrency { get; set; }

    /// <summary>Sends a minute on this channel, per node; null: the connector's default.</summary>
    public int? RatePerMinute { get; set; }

    /// <summary>Retries after the first attempt; null: the workspace's setting.</summary>
    public int? MaxRetries { get; set; }

    /// <summary>The platform refused the credentials; jobs are held until somebody reconnects.</summary>
    public bool NeedsReconnect { get; set; }

    /// <summary>The platform asked to wait; nothing is claimed for this channel before.</summary>
    public DateTimeOffset? BackOffUntil { get; set; }

    /// <summary>Failures in a row; five open the circuit.</summary>
    public int ConsecutiveFailures { get; set; }

    /// <summary>The circuit is open until then; after it one probe is let through.</summary>
    public DateTimeOffset? CircuitOpenUntil { get; set; }

    public DateTimeOffset? LastDeliveryAt { get; set; }

    public string? LastProblem { get; set; }

    public DateTimeOffset? LastProblemAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Deleted channels keep their row, so that the ledger still knows where things went.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public int Version { get; set; }

    /// <summary>Its credentials are good again, or are thought to be: nothing is held for them any more.</summary>
    public void Reconnected()
    {
        NeedsReconnect = false;
        ConsecutiveFailures = 0;
        CircuitOpenUntil = null;
        LastProblem = null;
        LastProblemAt = null;
    }

    public ChannelHealth HealthAt(DateTimeOffset now) => this switch
    {
        { Paused: true } => ChannelHealth.Paused,
        { NeedsReconnect: true } => ChannelHealth.NeedsReconnect,
        { CircuitOpenUntil: not null } => ChannelHealth.OpenCircuit,
        { BackOffUntil: { } until } when until > now => ChannelHealth.BackingOff,
        _ => ChannelHealth.Ok,
    };
}
