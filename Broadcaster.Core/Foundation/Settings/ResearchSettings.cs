namespace Broadcaster.Core.Foundation.Settings;

/// <summary>How research reads the web. The key is kept apart, encrypted.</summary>
public sealed record ResearchSettings
{
    /// <summary>The name of the key among the workspace's secrets.</summary>
    public const string FirecrawlKey = "firecrawl.apiKey";

    /// <summary>Null: Firecrawl's own address. Without this and a key pages are fetched directly.</summary>
    public string? FirecrawlUrl { get; init; }

    /// <summary>Pages read for a plan at most, 1 to 30.</summary>
    public int MaxSources { get; init; } = 10;
}
