using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Channels;

namespace Broadcaster.Core.Publishing.Publications;

/// <summary>
/// One content item on one channel, for good. It owns what must outlive a job: the key under which the platform knows it, how
/// certain it is that it is out, the checkpoints of a sending in parts, and the proof. Jobs only act on it.
/// </summary>
public sealed class Publication : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid ContentId { get; init; }

    public ContentItem? Content { get; init; }

    public required Guid ChannelId { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>
    /// What the platform is given to tell a repeat from something new: the id of the job that first went out under it. The
    /// same for whatever is sent until <see cref="Certainty.NotOut"/> is proven or a person says so.
    /// </summary>
    public required Guid Key { get; set; }

    /// <summary>Counts up with each new key; 0 while nothing but dry runs was made.</summary>
    public int Generation { get; set; }

    /// <summary>When something first began to be sent under the present key; null: never.</summary>
    public DateTimeOffset? FirstSentAt { get; set; }

    public Certainty Certainty { get; set; } = Certainty.NotOut;

    /// <summary>How that is known: <c>sent</c>, <c>checked</c>, <c>found</c>, <c>confirmed</c> or <c>denied</c> by a person; null while nothing was sent.</summary>
    public string? Evidence { get; set; }

    public string? ExternalId { get; set; }

    public string? Permalink { get; set; }

    /// <summary>What the platform answered, cut.</summary>
    public string? Response { get; set; }

    /// <summary>The platform's own mark of the version that we sent (e.g. a modification time), where it has one: an edit made there since is noticed by it.</summary>
    public string? PlatformVersion { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>The hash of what is out.</summary>
    public string? ContentHash { get; set; }

    /// <summary>The piece whose text is out: this one's, or the newest of its revisions that was sent as an update.</summary>
    public Guid? CurrentContentId { get; set; }

    public DateTimeOffset? UpdatedAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }

    public DateTimeOffset? LastVerifiedAt { get; set; }

    /// <summary>What the last look said; null: never looked.</summary>
    public bool? StillThere { get; set; }

    /// <summary>When it is looked at next of its own accord; null: never.</summary>
    public DateTimeOffset? NextVerifyAt { get; set; }

    /// <summary>When it is to be taken down.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it is or was; null while it never went out.</summary>
    public Delivery? Delivery => PublishedAt is { } at ? new Delivery(ExternalId, Permalink, Response, at, Evidence ?? "sent", LastVerifiedAt, StillThere) : null;
}
