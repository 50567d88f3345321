using Broadcaster.Core.Authoring.Seo;

namespace Broadcaster.Core.Authoring.Content;

/// <summary>A piece as the score sees it. Its keywords stand in its metadata, as a comma-separated list.</summary>
public static class ContentSeo
{
    /// <summary>The key in a piece's metadata.</summary>
    public const string Keywords = "keywords";

    // Far beyond any article: what is longer is not worth the time at each save.
    private const int LongestScored = 200_000;

    private static readonly SeoScorer Scorer = new();

    public static IReadOnlyList<string> KeywordsOf(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(Keywords, out var list) ? list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>0 to 100; null for a text that is too long to score.</summary>
    internal static int? ScoreOf(ContentSnapshot piece) => piece.Body.Length > LongestScored ? null : Scorer.Score(InputOf(piece)).Score;

    private static SeoInput InputOf(ContentSnapshot piece) => new()
    {
        Title = piece.Title,
        Body = piece.Body,
        Summary = piece.Summary,
        Slug = piece.Slug.Length == 0 ? null : piece.Slug,
        Keywords = KeywordsOf(piece.Metadata),
        Tags = piece.Tags,
        Language = piece.Language,
    };
}
