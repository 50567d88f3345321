using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>Something that happened to a job outside of an attempt: cancelled by Ada, held because the channel needs reconnecting, found by look-up.</summary>
public sealed class PublishJobEvent : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid JobId { get; init; }

    public required DateTimeOffset At { get; init; }

    public int? Attempt { get; init; }

    public required string Message { get; init; }
}
