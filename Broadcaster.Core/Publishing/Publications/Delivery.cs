using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Publishing.Publications;

/// <summary>The proof that a job is out. One a job at the most: the key is the job's id.</summary>
public sealed class Delivery : IWorkspaceOwned
{
    /// <summary>The same as the job's id.</summary>
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid ContentId { get; init; }

    public required Guid ChannelId { get; init; }

    public string? ExternalId { get; init; }

    public string? Permalink { get; init; }

    /// <summary>What the platform answered, cut.</summary>
    public string? Response { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>How we know: <c>sent</c>, <c>checked</c>, <c>found</c>, or <c>confirmed</c> by a person.</summary>
    public required string Evidence { get; init; }
}
