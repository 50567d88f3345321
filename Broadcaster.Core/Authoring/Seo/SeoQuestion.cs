namespace Broadcaster.Core.Authoring.Seo;

/// <summary>What somebody sent to be scored, as it came.</summary>
public sealed record SeoQuestion
{
    public string? Title { get; init; }

    public string? Body { get; init; }

    public string? Summary { get; init; }

    public string? Slug { get; init; }

    public IReadOnlyList<string>? Keywords { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? Language { get; init; }

    /// <summary>auto, long or short.</summary>
    public string? Form { get; init; }

    public string? SiteUrl { get; init; }
}
