using Broadcaster.Core.Publishing.Jobs;

namespace Broadcaster.Core.Publishing.Publications;

/// <summary>A publication as pages and the API show it.</summary>
/// <param name="Provider">The connector's display name.</param>
/// <param name="Waiting">Its jobs that are not over.</param>
public sealed record PublicationView(
    Guid Id,
    Guid ContentId,
    string ContentTitle,
    Guid ChannelId,
    string ChannelName,
    string Connector,
    string Provider,
    Certainty Certainty,
    Guid Key,
    string? Evidence,
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
    PublicationAbilities Can,
    IReadOnlyList<PublicationJob> Waiting);

/// <summary>What the platform lets be done with what is out, now.</summary>
public sealed record PublicationAbilities(bool Update, bool Remove, bool Verify);

/// <summary>A job of a publication that is not over.</summary>
public sealed record PublicationJob(Guid Id, JobAction Action, JobStatus Status, DateTimeOffset RunAt);

/// <summary>Which publications are asked for; null: any.</summary>
public sealed record PublicationFilter(
    Guid? ChannelId = null, Guid? ContentId = null, IReadOnlyList<Certainty>? Certainties = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
