using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Authoring.Content.Variants;

/// <summary>The piece as one channel gets it, where that differs. A null field is the piece's own.</summary>
public sealed class ContentVariant : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid ContentId { get; init; }

    public required Guid ChannelId { get; init; }

    public string? Title { get; set; }

    public string? Body { get; set; }

    public List<string>? Tags { get; set; }

    /// <summary>Connector-specific choices, e.g. a category.</summary>
    public Dictionary<string, string> Options { get; set; } = [];

    public required DateTimeOffset UpdatedAt { get; set; }
}
