namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>Exactly what a channel would be sent.</summary>
public sealed record RenderedContent
{
    public string? Title { get; init; }

    /// <summary>The text in the platform's own form (plain text, Markdown or HTML source).</summary>
    public required string Body { get; init; }

    /// <summary>Safe HTML of how it will look, for previews, files and e-mail.</summary>
    public required string Html { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Length of <see cref="Body"/> in the connector's unit.</summary>
    public required int Length { get; init; }

    /// <summary>The connector's limit for it; null: none.</summary>
    public int? Limit { get; init; }

    /// <summary>Whatever else will be sent, by the connector's own names: slug, excerpt, subject, …</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}
