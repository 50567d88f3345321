using System.Text.Json.Nodes;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>What people enter for a channel, at the API and on the Channels page.</summary>
public sealed record ChannelInput
{
    /// <summary>The connector's id; cannot be changed later.</summary>
    public string? Connector { get; init; }

    public string? Name { get; init; }

    /// <summary>
    /// The connector's settings, secrets among them. Of an existing channel a secret that is left out (or empty) stays as it is,
    /// one that is null is cleared.
    /// </summary>
    public JsonObject? Settings { get; init; }

    /// <summary>Null: as it is.</summary>
    public bool? Paused { get; init; }

    /// <summary>1 to 64; null: the connector's default.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>1 to 100,000; null: the connector's default.</summary>
    public int? RatePerMinute { get; init; }

    /// <summary>0 to 10; null: the workspace's setting.</summary>
    public int? MaxRetries { get; init; }
}
