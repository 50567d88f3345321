using System.ComponentModel;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Deliveries;

/// <summary>A delivery, as the API shows it. Its id is its publication's.</summary>
/// <param name="Evidence">How it is known to be out: sent, checked, found, confirmed.</param>
/// <param name="Response">What the platform answered, cut; null in lists.</param>
public sealed record DeliveryResource(
    Guid Id,
    Guid PublicationId,
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
    bool? StillThere)
{
    public static DeliveryResource Of(DeliveryView delivery) => new(
        delivery.Id,
        delivery.Id,
        delivery.ContentId,
        delivery.ContentTitle,
        delivery.ChannelId,
        delivery.ChannelName,
        delivery.Connector,
        delivery.Provider,
        delivery.ExternalId,
        delivery.Permalink,
        delivery.At,
        delivery.Evidence,
        delivery.Response,
        delivery.Certainty,
        delivery.LastVerifiedAt,
        delivery.StillThere);
}

/// <summary>The filters of the delivery list.</summary>
public sealed record DeliveryQuery
{
    public Guid? ChannelId { get; init; }

    public Guid? ContentId { get; init; }

    [Description("A connector's id: webhook.")]
    public string? Connector { get; init; }

    [Description("Out at this time or later.")]
    public UtcTime? From { get; init; }

    [Description("Out before this time.")]
    public UtcTime? To { get; init; }

    public DeliveryFilter Read() => new(ChannelId, ContentId, Connector, From?.Value, To?.Value);
}
