using Broadcaster.Core.Authoring.Content.Workflow;

namespace Broadcaster.Core.Authoring.Content.Lists;

/// <summary>Which pieces a list shows. What is left out does not narrow it.</summary>
public sealed record ContentFilter
{
    public IReadOnlyList<ContentState> States { get; init; } = [];

    /// <summary>Words that all have to be in the title, the body or a tag.</summary>
    public string? Search { get; init; }

    public string? Tag { get; init; }

    /// <summary>Meant for the channel, or sent to it.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>Member id.</summary>
    public Guid? AuthorId { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created before.</summary>
    public DateTimeOffset? To { get; init; }
}
