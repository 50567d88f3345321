using System.Text.Json.Nodes;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Channels;

/// <summary>A channel, as the API shows it: never its secrets, only which are set.</summary>
public sealed record ChannelResource(
    Guid Id,
    string Connector,
    string Name,
    JsonObject Settings,
    IReadOnlyList<string> SecretsSet,
    bool Paused,
    int? MaxConcurrency,
    int? RatePerMinute,
    int? MaxRetries,
    ChannelHealth Health,
    DateTimeOffset? BackOffUntil,
    DateTimeOffset? CircuitOpenUntil,
    DateTimeOffset? LastDeliveryAt,
    string? LastProblem,
    DateTimeOffset? LastProblemAt,
    int JobsWaiting,
    int JobsHeld,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version) : IVersionedResource
{
    public static ChannelResource Of(ChannelView channel) => new(
        channel.Id,
        channel.Connector,
        channel.Name,
        JsonNode.Parse(channel.Settings) as JsonObject ?? [],
        channel.SecretsSet,
        channel.Paused,
        channel.MaxConcurrency,
        channel.RatePerMinute,
        channel.MaxRetries,
        channel.Health,
        channel.BackOffUntil,
        channel.CircuitOpenUntil,
        channel.LastDeliveryAt,
        channel.LastProblem,
        channel.LastProblemAt,
        channel.JobsWaiting,
        channel.JobsHeld,
        channel.CreatedAt,
        channel.UpdatedAt,
        channel.Version);
}
