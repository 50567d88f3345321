namespace Broadcaster.Core.Foundation.Settings;

/// <summary>The built-in public site of a workspace.</summary>
public sealed record SiteSettings
{
    /// <summary>The heading of the site; the workspace's name where empty.</summary>
    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Absolute address under which this installation is reached from outside, e.g. https://news.example; null: as requested.</summary>
    public string? PublicUrl { get; init; }
}
