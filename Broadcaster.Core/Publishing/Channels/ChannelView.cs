namespace Broadcaster.Core.Publishing.Channels;

/// <summary>A channel with what is going on with it.</summary>
/// <param name="Settings">JSON object; no secrets.</param>
/// <param name="SecretsSet">The names of the secrets that are set.</param>
/// <param name="JobsWaiting">Queued jobs and retries, whenever they are due.</param>
/// <param name="JobsHeld">Those of them that are due and cannot go, because of the channel's health.</param>
public sealed record ChannelView(
    Guid Id,
    string Connector,
    string Name,
    string Settings,
    IReadOnlyList<string> SecretsSet,
    bool Paused,
    int? MaxConcurrency,
    int? RatePerMinute,
    int? MaxRetries,
    ChannelHealth Health,
    DateTimeOffset? BackOffUntil,
    DateTimeOffset? CircuitOpenUntil,
    int ConsecutiveFailures,
    DateTimeOffset? LastDeliveryAt,
    string? LastProblem,
    DateTimeOffset? LastProblemAt,
    int JobsWaiting,
    int JobsHeld,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version)
{
    internal static ChannelView Of(Channel channel, DateTimeOffset now, int waiting, int due)
    {
        var health = channel.HealthAt(now);
        return new ChannelView(
            channel.Id,
            channel.Connector,
            channel.Name,
            channel.Settings,
            channel.SecretsSet.Split(',', StringSplitOptions.RemoveEmptyEntries),
            channel.Paused,
            channel.MaxConcurrency,
            channel.RatePerMinute,
            channel.MaxRetries,
            health,
            channel.BackOffUntil > now ? channel.BackOffUntil : null,
            channel.CircuitOpenUntil,
            channel.ConsecutiveFailures,
            channel.LastDeliveryAt,
            channel.LastProblem,
            channel.LastProblemAt,
            waiting,
            health == ChannelHealth.Ok ? 0 : due,
            channel.CreatedAt,
            channel.UpdatedAt,
            channel.Version);
    }
}
