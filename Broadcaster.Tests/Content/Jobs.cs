using Broadcaster.Core.Channels;
using Broadcaster.Core.Content;
using Broadcaster.Core.Publishing;

namespace Broadcaster.Tests.Content;

/// <summary>Jobs as rows, for tests that are about pieces.</summary>
internal static class Jobs
{
    public static PublishJob Of(ContentItem item, Channel channel, JobStatus status, DateTimeOffset? startedAt) => new()
    {
        Id = Guid.CreateVersion7(),
        WorkspaceId = item.WorkspaceId,
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
