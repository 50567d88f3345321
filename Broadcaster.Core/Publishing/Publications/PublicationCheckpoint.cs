using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Publishing.Publications;

/// <summary>What a connector has to remember about a job across attempts and crashes: an uploaded picture, a mailed recipient.</summary>
public sealed class JobCheckpoint : IWorkspaceOwned
{
    public required Guid WorkspaceId { get; init; }

    public required Guid JobId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }

    public required DateTimeOffset At { get; set; }
}
