namespace Broadcaster.Core.Planning.Research;

/// <summary>What to look into.</summary>
public sealed record ResearchRequest
{
    /// <summary>What the piece is to be about.</summary>
    public required string Topic { get; init; }

    /// <summary>What is known already; gaps are measured against it.</summary>
    public string? Brief { get; init; }

    /// <summary>Those that the plan names.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Pages to read; http or https.</summary>
    public IReadOnlyList<string> CompetitorUrls { get; init; } = [];

    /// <summary>BCP 47 language of the piece. Null: found from topic, brief and sources.</summary>
    public string? Language { get; init; }

    /// <summary>Null or without a key and an own address: pages are fetched directly, and nothing is searched.</summary>
    public FirecrawlAccess? Firecrawl { get; init; }

    /// <summary>Pages read at most, competitors first, then what the search found.</summary>
    public int MaxSources { get; init; } = 10;
}

/// <summary>How to reach Firecrawl. Its text form never shows the key.</summary>
/// <param name="ApiKey">May be empty for an instance of one's own.</param>
/// <param name="BaseUrl">Null: https://api.firecrawl.dev.</param>
public sealed record FirecrawlAccess(string? ApiKey, string? BaseUrl = null)
{
    /// <summary>Whether there is anything to call: a key, or an instance of one's own.</summary>
    public bool IsSet => !string.IsNullOrWhiteSpace(ApiKey) || !string.IsNullOrWhiteSpace(BaseUrl);

    public override string ToString() => $"FirecrawlAccess {{ BaseUrl = {BaseUrl}, ApiKey = {(string.IsNullOrEmpty(ApiKey) ? "none" : "•••")} }}";
}
