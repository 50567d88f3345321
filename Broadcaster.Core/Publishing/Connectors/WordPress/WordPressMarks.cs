using System.Net;
using System.Text.RegularExpressions;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>The HTML comments by which a post of ours is known again. Every role may write them, and the search reads them.</summary>
internal static partial class WordPressMarks
{
    /// <summary>What the post was published under: the publication's key, which an update leaves where it is.</summary>
    public static string KeyOf(PublishRequest request) => request.Existing?.Key.ToString() ?? request.IdempotencyKey;

    public static string OfPost(PublishRequest request) => $"<!-- broadcaster:{KeyOf(request)} -->";

    /// <summary>By which an update whose answer got lost is told from somebody's edit.</summary>
    public static string OfUpdate(PublishRequest request) => $"<!-- broadcaster-update:{request.IdempotencyKey} -->";

    /// <summary>The body as WordPress gets it.</summary>
    public static string Mark(PublishRequest request) => request.Existing is null
        ? $"{request.Rendered.Body}\n{OfPost(request)}"
        : $"{request.Rendered.Body}\n{OfPost(request)}\n{OfUpdate(request)}";

    /// <summary>A text of WordPress as a person wrote it.</summary>
    public static string Without(string html) => Marks().Replace(html, "").TrimEnd();

    public static string Plain(WordPressText? text) => WebUtility.HtmlDecode(text?.Raw ?? text?.Rendered ?? "");

    [GeneratedRegex("\\s*<!-- broadcaster(?:-update)?:[0-9a-f-]+ -->", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();
}
