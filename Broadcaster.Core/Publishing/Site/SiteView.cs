namespace Broadcaster.Core.Publishing.Site;

/// <summary>A workspace as the public sees it.</summary>
/// <param name="PublicUrl">Without a trailing slash; null: as requested.</param>
public sealed record SiteView(Guid WorkspaceId, string Slug, string Title, string? Description, string? PublicUrl);
