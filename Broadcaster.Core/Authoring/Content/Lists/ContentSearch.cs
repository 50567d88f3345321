using System.Linq.Expressions;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Lists;

/// <summary>Finds words in titles, bodies and tags, whatever their case, in both databases.</summary>
internal static class ContentSearch
{
    private const int MostWords = 8;

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
        var pattern = LikePattern.Exact(tag);
        return provider switch
        {
            DatabaseProvider.Postgres => contents.Where(c => c.Tags.Any(t => EF.Functions.ILike(t.Name, pattern, LikePattern.Escape))),
            DatabaseProvider.Sqlite => contents.Where(c => c.Tags.Any(t => EF.Functions.Like(t.Name, pattern, LikePattern.Escape))),
        };
    }

    // How far LIKE folds case depends on the database (SQLite: ASCII only) and on its locale (PostgreSQL under C: ASCII
    // only), so a word with other letters is asked for as people write it.
    private static Expression<Func<ContentItem, bool>> InPostgres(string word)
    {
        var small = LikePattern.Of(word.ToLowerInvariant());
        if (word.All(char.IsAscii))
        {
            return c => EF.Functions.ILike(c.Title, small, LikePattern.Escape) || EF.Functions.ILike(c.Body, small, LikePattern.Escape) || c.Tags.Any(t => EF.Functions.ILike(t.Name, small, LikePattern.Escape));
        }

        var (first, large, typed) = AsWritten(word);
        return c => EF.Functions.ILike(c.Title, small, LikePattern.Escape) || EF.Functions.ILike(c.Title, first, LikePattern.Escape) || EF.Functions.ILike(c.Title, large, LikePattern.Escape) || EF.Functions.ILike(c.Title, typed, LikePattern.Escape)
            || EF.Functions.ILike(c.Body, small, LikePattern.Escape) || EF.Functions.ILike(c.Body, first, LikePattern.Escape) || EF.Functions.ILike(c.Body, large, LikePattern.Escape) || EF.Functions.ILike(c.Body, typed, LikePattern.Escape)
            || c.Tags.Any(t => EF.Functions.ILike(t.Name, small, LikePattern.Escape) || EF.Functions.ILike(t.Name, first, LikePattern.Escape) || EF.Functions.ILike(t.Name, large, LikePattern.Escape) || EF.Functions.ILike(t.Name, typed, LikePattern.Escape));
    }

    private static Expression<Func<ContentItem, bool>> InSqlite(string word)
    {
        var small = LikePattern.Of(word.ToLowerInvariant());
        if (word.All(char.IsAscii))
        {
            return c => EF.Functions.Like(c.Title, small, LikePattern.Escape) || EF.Functions.Like(c.Body, small, LikePattern.Escape) || c.Tags.Any(t => EF.Functions.Like(t.Name, small, LikePattern.Escape));
        }

        var (first, large, typed) = AsWritten(word);
        return c => EF.Functions.Like(c.Title, small, LikePattern.Escape) || EF.Functions.Like(c.Title, first, LikePattern.Escape) || EF.Functions.Like(c.Title, large, LikePattern.Escape) || EF.Functions.Like(c.Title, typed, LikePattern.Escape)
            || EF.Functions.Like(c.Body, small, LikePattern.Escape) || EF.Functions.Like(c.Body, first, LikePattern.Escape) || EF.Functions.Like(c.Body, large, LikePattern.Escape) || EF.Functions.Like(c.Body, typed, LikePattern.Escape)
            || c.Tags.Any(t => EF.Functions.Like(t.Name, small, LikePattern.Escape) || EF.Functions.Like(t.Name, first, LikePattern.Escape) || EF.Functions.Like(t.Name, large, LikePattern.Escape) || EF.Functions.Like(t.Name, typed, LikePattern.Escape));
    }

    private static (string First, string Large, string Typed) AsWritten(string word) =>
        (LikePattern.Of(char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()), LikePattern.Of(word.ToUpperInvariant()), LikePattern.Of(word));
}
