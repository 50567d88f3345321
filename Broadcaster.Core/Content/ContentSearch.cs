using System.Linq.Expressions;
using Broadcaster.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Content;

/// <summary>Finds words in titles, bodies and tags, whatever their case, in both databases.</summary>
internal static class ContentSearch
{
    private const int MostWords = 8;
    private const string Escape = "\\";

    public static IQueryable<ContentItem> Matching(this IQueryable<ContentItem> contents, string? search, DatabaseProvider provider)
    {
        var words = (search ?? "").Replace("\0", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Take(MostWords).Aggregate(contents, (found, word) => found.Where(provider switch
        {
            DatabaseProvider.Postgres => InPostgres(word),
            DatabaseProvider.Sqlite => InSqlite(word),
        }));
    }

    /// <summary>Pieces that carry the tag, whatever its case.</summary>
    public static IQueryable<ContentItem> Tagged(this IQueryable<ContentItem> contents, string tag, DatabaseProvider provider)
    {
        var pattern = Escaped(tag.Replace("\0", "", StringComparison.Ordinal));
        return provider switch
        {
            DatabaseProvider.Postgres => contents.Where(c => c.Tags.Any(t => EF.Functions.ILike(t.Name, pattern, Escape))),
            DatabaseProvider.Sqlite => contents.Where(c => c.Tags.Any(t => EF.Functions.Like(t.Name, pattern, Escape))),
        };
    }

    // How far LIKE folds case depends on the database (SQLite: ASCII only) and on its locale (PostgreSQL under C: ASCII
    // only), so a word with other letters is asked for as people write it.
    private static Expression<Func<ContentItem, bool>> InPostgres(string word)
    {
        var small = PatternOf(word.ToLowerInvariant());
        if (word.All(char.IsAscii))
        {
            return c => EF.Functions.ILike(c.Title, small, Escape) || EF.Functions.ILike(c.Body, small, Escape) || c.Tags.Any(t => EF.Functions.ILike(t.Name, small, Escape));
        }

        var (first, large, typed) = AsWritten(word);
        return c => EF.Functions.ILike(c.Title, small, Escape) || EF.Functions.ILike(c.Title, first, Escape) || EF.Functions.ILike(c.Title, large, Escape) || EF.Functions.ILike(c.Title, typed, Escape)
            || EF.Functions.ILike(c.Body, small, Escape) || EF.Functions.ILike(c.Body, first, Escape) || EF.Functions.ILike(c.Body, large, Escape) || EF.Functions.ILike(c.Body, typed, Escape)
            || c.Tags.Any(t => EF.Functions.ILike(t.Name, small, Escape) || EF.Functions.ILike(t.Name, first, Escape) || EF.Functions.ILike(t.Name, large, Escape) || EF.Functions.ILike(t.Name, typed, Escape));
    }

    private static Expression<Func<ContentItem, bool>> InSqlite(string word)
    {
        var small = PatternOf(word.ToLowerInvariant());
        if (word.All(char.IsAscii))
        {
            return c => EF.Functions.Like(c.Title, small, Escape) || EF.Functions.Like(c.Body, small, Escape) || c.Tags.Any(t => EF.Functions.Like(t.Name, small, Escape));
        }

        var (first, large, typed) = AsWritten(word);
        return c => EF.Functions.Like(c.Title, small, Escape) || EF.Functions.Like(c.Title, first, Escape) || EF.Functions.Like(c.Title, large, Escape) || EF.Functions.Like(c.Title, typed, Escape)
            || EF.Functions.Like(c.Body, small, Escape) || EF.Functions.Like(c.Body, first, Escape) || EF.Functions.Like(c.Body, large, Escape) || EF.Functions.Like(c.Body, typed, Escape)
            || c.Tags.Any(t => EF.Functions.Like(t.Name, small, Escape) || EF.Functions.Like(t.Name, first, Escape) || EF.Functions.Like(t.Name, large, Escape) || EF.Functions.Like(t.Name, typed, Escape));
    }

    private static (string First, string Large, string Typed) AsWritten(string word) =>
        (PatternOf(char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()), PatternOf(word.ToUpperInvariant()), PatternOf(word));

    private static string PatternOf(string word) => $"%{Escaped(word)}%";

    private static string Escaped(string text) => text
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal);
}
