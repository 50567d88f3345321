using Broadcaster.Core.Authoring.Content.Workflow;

namespace Broadcaster.Core.Authoring.Content.Lists;

/// <summary>A piece in a list: everything but its text.</summary>
public sealed record ContentSummary
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required ContentState State { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The channels that it is meant for.</summary>
    public required IReadOnlyList<Guid> ChannelIds { get; init; }

    public required DateTimeOffset? ScheduledAt { get; init; }

    public required DateTimeOffset? PublishedAt { get; init; }

    public required DateTimeOffset? SubmittedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null for the system.</summary>
    public required string? AuthorName { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
