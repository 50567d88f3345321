using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Jobs.Queries;

/// <summary>A delivery as pages and the API show it. Its id is its publication's.</summary>
/// <param name="Provider">The connector's display name.</param>
/// <param name="Evidence">How it is known to be out: sent, checked, found, confirmed.</param>
public sealed record DeliveryView(
    Guid Id,
    Guid ContentId,
    string ContentTitle,
    Guid ChannelId,
    string ChannelName,
    string Connector,
    string Provider,
    string? ExternalId,
    string? Permalink,
    DateTimeOffset At,
    string Evidence,
    string? Response,
    Certainty Certainty,
    DateTimeOffset? LastVerifiedAt,
    bool? StillThere);

/// <summary>Which deliveries are asked for; null: any.</summary>
public sealed record DeliveryFilter(Guid? ChannelId = null, Guid? ContentId = null, string? Connector = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>What is known about how a delivery fares.</summary>
/// <param name="Available">The numbers that the platform can give; empty: it gives none.</param>
/// <param name="Explanation">The same in words.</param>
public sealed record EngagementView(Guid DeliveryId, string Provider, IReadOnlyList<string> Available, IReadOnlyDictionary<string, long>? Latest, DateTimeOffset? MeasuredAt, string Explanation);
