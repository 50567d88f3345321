using System.ComponentModel;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Publications;

/// <summary>One content item on one channel, for good.</summary>
/// <param name="Certainty">not_out, maybe_out, partly_out, out, removed.</param>
/// <param name="Key">What the platform is given to tell a repeat from something new.</param>
/// <param name="ContentHash">Of what is out.</param>
/// <param name="CurrentContentId">The piece, or the revision of it, whose text is out.</param>
/// <param name="StillThere">What the last look said; null: never looked.</param>
public sealed record PublicationResource(
    Guid Id,
    Guid ContentId,
    string ContentTitle,
    Guid ChannelId,
    string ChannelName,
    string Connector,
    Certainty Certainty,
    Guid Key,
    string? ExternalId,
    string? Permalink,
    DateTimeOffset? PublishedAt,
    string? ContentHash,
    Guid? CurrentContentId,
    DateTimeOffset? UpdatedAt,
    DateTimeOffset? RemovedAt,
    DateTimeOffset? LastVerifiedAt,
    bool? StillThere,
    DateTimeOffset? ExpiresAt,
    PublicationAbilities Can)
{
    public static PublicationResource Of(PublicationView view) => new(
        view.Id, view.ContentId, view.ContentTitle, view.ChannelId, view.ChannelName, view.Connector, view.Certainty, view.Key, view.ExternalId, view.Permalink,
        view.PublishedAt, view.ContentHash, view.CurrentContentId, view.UpdatedAt, view.RemovedAt, view.LastVerifiedAt, view.StillThere, view.ExpiresAt, view.Can);
}

/// <summary>The filters of the list of publications.</summary>
public sealed record PublicationQuery
{
    public Guid? ChannelId { get; init; }

    public Guid? ContentId { get; init; }

    [Description("One or several, comma-separated: not_out, maybe_out, partly_out, out, removed.")]
    public string? Certainty { get; init; }

    [Description("Published at this time or later.")]
    public UtcTime? From { get; init; }

    [Description("Published before this time.")]
    public UtcTime? To { get; init; }

    public PublicationFilter Read() => new(ChannelId, ContentId, QueryValues.Enums<Certainty>("certainty", Certainty), From?.Value, To?.Value);
}

/// <summary>The approved revision to be sent, and when; without a time: now.</summary>
public sealed record UpdateBody
{
    [Description("An approved revision of the piece that is out.")]
    public required Guid ContentId { get; init; }

    public DateTimeOffset? RunAt { get; init; }
}

/// <summary>When to take it down, and why; without a time: now.</summary>
public sealed record RemoveBody
{
    public DateTimeOffset? RunAt { get; init; }

    [Description("Kept with the job, for the team.")]
    public string? Reason { get; init; }
}
