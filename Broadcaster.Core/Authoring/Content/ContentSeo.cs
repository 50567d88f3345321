using System.Text.Json;
using Broadcaster.Core.Authoring.Seo;

namespace Broadcaster.Core.Authoring.Content;

/// <summary>A piece as the score sees it. Its keywords stand in its metadata: a text with commas between them, or a list of texts.</summary>
public static class ContentSeo
{
    /// <summary>The key in a piece's metadata.</summary>
    public const string Keywords = "keywords";

    // Far beyond any article: what is longer is not worth the time at each save.
    private const int LongestScored = 200_000;

    private static readonly SeoScorer Scorer = new();

    public static IReadOnlyList<string> KeywordsOf(IReadOnlyDictionary<string, JsonElement> metadata) => metadata.GetValueOrDefault(Keywords) switch
    {
        { ValueKind: JsonValueKind.String } text => Split(text.GetString()!),
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Where(k => k.ValueKind == JsonValueKind.String).SelectMany(k => Split(k.GetString()!))],
        _ => [],
    };

    /// <summary>0 to 100; null for a text that is too long to score.</summary>
    internal static int? ScoreOf(ContentSnapshot piece) => piece.Body.Length > LongestScored ? null : Scorer.Score(InputOf(piece)).Score;

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

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
