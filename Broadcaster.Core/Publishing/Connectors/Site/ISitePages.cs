namespace Broadcaster.Core.Publishing.Connectors.Site;

/// <summary>Where the site connector keeps its pages. Implemented beside the public site, which shows them.</summary>
public interface ISitePages
{
    /// <summary>
    /// Writes the page of the piece: new, over the one that is there, or in the place of one that was taken down. What was
    /// published under the same key before stays as it is.
    /// </summary>
    /// <returns>The page as it can be reached; null when the store cannot say whether it was written.</returns>
    Task<SitePlace?> WriteAsync(SitePost post, CancellationToken ct);

    /// <summary>Writes over the page at its own address. One that was taken down is left alone.</summary>
    Task<SiteAnswer> UpdateAsync(SiteTarget page, SitePost post, CancellationToken ct);

    /// <summary>Takes the page down: whoever asks for it is told that it is gone. Its address stays its own.</summary>
    Task<SiteAnswer> RemoveAsync(SiteTarget page, CancellationToken ct);

    Task<SiteAnswer> FindAsync(SiteTarget page, CancellationToken ct);
}

/// <summary>A piece for the site.</summary>
/// <param name="Key">The same again is the same: of the publication when publishing, of the update when updating.</param>
/// <param name="Html">Sanitised.</param>
public sealed record SitePost(
    Guid WorkspaceId,
    Guid ChannelId,
    Guid ContentId,
    Guid Key,
    string WorkspaceSlug,
    string Slug,
    string Title,
    string? Summary,
    string Html,
    IReadOnlyList<string> Tags,
    string? CanonicalUrl,
    string Language,
    Guid? ImageMediaId,
    string? ImageAltText);

/// <summary>Which page: the one of this id, or failing that the one of the piece or of a piece that it revises.</summary>
public sealed record SiteTarget(Guid WorkspaceId, Guid ContentId, Guid? PageId);

/// <summary>A page that is out. The slug differs from the wanted one where another piece has that.</summary>
public sealed record SitePlace(Guid PageId, string Slug);

/// <param name="Place">Null when it is missing, or nobody can say.</param>
public sealed record SiteAnswer(SiteStanding Standing, SitePlace? Place = null);

public enum SiteStanding
{
    /// <summary>There for everybody to read.</summary>
    Out,

    /// <summary>Taken down.</summary>
    Removed,

    /// <summary>There is no such page.</summary>
    Missing,

    /// <summary>The store did not answer: it may or may not have been done.</summary>
    Unknown,
}
