using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Tests.Authoring.Content;

/// <summary>Jobs as rows, for tests that are about pieces.</summary>
internal static class Jobs
{
    public static PublishJob Of(ContentItem item, Channel channel, JobStatus status, DateTimeOffset? startedAt) => Of(item, channel, status, startedAt, Guid.CreateVersion7());

    private static PublishJob Of(ContentItem item, Channel channel, JobStatus status, DateTimeOffset? startedAt, Guid publicationId) => new()
    {
        Id = Guid.CreateVersion7(),
        WorkspaceId = item.WorkspaceId,
        PublicationId = publicationId,
        Publication = new Publication
        {
            Id = publicationId, WorkspaceId = item.WorkspaceId, ContentId = item.Id, ChannelId = channel.Id, Key = publicationId, Generation = 1, CreatedAt = item.CreatedAt,
            Certainty = status == JobStatus.Succeeded ? Certainty.Out : Certainty.NotOut,
        },
        ContentId = item.Id,
        ChannelId = channel.Id,
        Connector = channel.Connector,
        RunAt = item.CreatedAt.AddHours(1),
        NextAttemptAt = status == JobStatus.Queued ? item.CreatedAt.AddHours(1) : null,
        Status = status,
        StartedAt = startedAt,
        MaxAttempts = 4,
        ContentHash = item.Hash,
        CorrelationId = "test",
        CreatedAt = item.CreatedAt,
    };
}
