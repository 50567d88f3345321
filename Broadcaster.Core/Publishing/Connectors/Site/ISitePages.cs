namespace Broadcaster.Core.Publishing.Connectors.Site;

/// <summary>Where the site connector keeps its pages. Implemented beside the public site, which shows them.</summary>
public interface ISitePages
{
    /// <summary>Writes the page of the piece, new or over the one that is there, so that a repeat changes nothing.</summary>
    /// <returns>The page as it can be reached; null when the store cannot say whether it was written.</returns>
    Task<SitePlace?> WriteAsync(SitePost post, CancellationToken ct);
}

/// <summary>A piece for the site.</summary>
/// <param name="Html">Sanitised.</param>
public sealed record SitePost(
    Guid WorkspaceId,
    Guid ChannelId,
    Guid ContentId,
    Guid JobId,
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

/// <summary>A page that is out. The slug differs from the wanted one where another piece has that.</summary>
public sealed record SitePlace(Guid PageId, string Slug);
