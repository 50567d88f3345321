using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Publishing.Site;

/// <summary>A page of a workspace's public site, as it was published: later edits of the content do not touch it.</summary>
public sealed class SitePage : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>One page a piece. A revision takes the page of the piece that it revises over.</summary>
    public required Guid ContentId { get; set; }

    public required Guid ChannelId { get; set; }

    /// <summary>The key of the publication that put it here.</summary>
    public required Guid Key { get; set; }

    /// <summary>The key of the last update; null when there was none.</summary>
    public Guid? UpdateKey { get; set; }

    /// <summary>Unique within the workspace, and kept once given: links to it are out.</summary>
    public required string Slug { get; init; }

    public required string Title { get; set; }

    public string? Summary { get; set; }

    /// <summary>Sanitised.</summary>
    public required string Html { get; set; }

    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>Where the piece first appeared, when that is elsewhere.</summary>
    public string? CanonicalUrl { get; set; }

    public required string Language { get; set; }

    public Guid? ImageMediaId { get; set; }

    public string? ImageAltText { get; set; }

    public List<SitePageMedia> Media { get; } = [];

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>When readers last saw it change, a take-down included.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Null while it is out. A page that was taken down keeps its address, which says that it is gone.</summary>
    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>A picture that a page shows: the only media that the public may fetch.</summary>
public sealed class SitePageMedia : IWorkspaceOwned
{
    public required Guid WorkspaceId { get; init; }

    public required Guid PageId { get; init; }

    public required Guid MediaId { get; init; }
}
