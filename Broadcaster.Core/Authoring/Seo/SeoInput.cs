namespace Broadcaster.Core.Authoring.Seo;

/// <summary>What is scored. Nothing else is looked at: no network, no model, no clock.</summary>
public sealed record SeoInput
{
    /// <summary>May be empty for a short form.</summary>
    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public required string Body { get; init; }

    /// <summary>The meta description.</summary>
    public string? Summary { get; init; }

    /// <summary>Null: the one that would be made from the title.</summary>
    public string? Slug { get; init; }

    /// <summary>The first is the main one. Empty: the checks that need one are left out of the sum.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>BCP 47. Null: found from the text.</summary>
    public string? Language { get; init; }

    /// <summary>Tags that a channel adds as hashtags; counted with those in the body of a short form.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public SeoForm Form { get; init; } = SeoForm.Auto;

    /// <summary>Where the piece will stand, e.g. https://news.example: links there count as internal, beside relative ones.</summary>
    public string? SiteUrl { get; init; }
}
