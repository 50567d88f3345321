namespace Broadcaster.Core.Planning.Research.Reading;

/// <summary>A page taken apart.</summary>
internal sealed record PageContent
{
    public required string Url { get; init; }

    public required string? CanonicalUrl { get; init; }

    public required string Title { get; init; }

    public required string? Description { get; init; }

    public required string? Author { get; init; }

    public required string? SiteName { get; init; }

    /// <summary>Two letters, or "und".</summary>
    public required string Language { get; init; }

    public required DateTimeOffset? PublishedAt { get; init; }

    public required DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Of the main text, in its order; the page's main heading first.</summary>
    public required IReadOnlyList<SourceHeading> Headings { get; init; }

    /// <summary>The main text without headings, a paragraph, item or cell a line.</summary>
    public required string Text { get; init; }

    /// <summary>From structured data.</summary>
    public required IReadOnlyList<string> Faq { get; init; }

    public required int Images { get; init; }

    public required int Links { get; init; }
}
