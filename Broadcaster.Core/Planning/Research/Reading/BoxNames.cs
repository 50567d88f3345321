using System.Collections.Frozen;

namespace Broadcaster.Core.Planning.Research.Reading;

/// <summary>What the names of classes and ids give away: "site-sidebar" is a side bar, "has-sidebar" is a page that has one.</summary>
internal static class BoxNames
{
    private static readonly FrozenSet<string> Frames = new[]
    {
        "nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "pagination", "pager", "ad", "ads", "advert", "advertisement", "banner", "cookie", "cookies", "consent", "gdpr", "signup", "popup", "modal", "overlay",
        "toolbar", "footer", "masthead", "skip", "login", "tagcloud", "copyright", "sitemap", "topbar", "lightbox", "dropdown", "filters", "facets",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Boxes = new[]
    {
        "sidebar", "widget", "widgets", "related", "recommended", "recommendations", "share", "sharing", "social", "promo", "sponsor", "sponsored", "newsletter", "subscribe", "tags", "byline", "teaser", "teasers", "comment", "comments",
        "disqus", "signature", "legal", "toc",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Likely = new[]
    {
        "article", "articlebody", "content", "contents", "main", "entry", "post", "story", "prose", "text", "blog", "body", "copy", "page", "message", "answer", "question", "wrapper", "container", "layout", "grid", "row", "list",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Says = new[] { "has", "with", "no", "without", "is", "js", "hide", "not" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What every page of a site has: menus, footers, banners.</summary>
    public static bool IsFrame(string? names) => Any(names, static (first, last, only) => IsNamed(Frames, first, last, only));

    /// <summary>What stands beside the text, and sometimes is the text: comments, related pieces.</summary>
    public static bool IsBox(string? names) => Any(names, static (first, last, only) => IsNamed(Boxes, first, last, only));

    public static bool IsLikely(string? names) => Any(names, static (first, last, _) => !In(Says, first) && In(Likely, last) && last is not ("wrapper" or "container" or "layout" or "grid" or "row" or "list" or "page"));

    private static bool IsNamed(FrozenSet<string> set, ReadOnlySpan<char> first, ReadOnlySpan<char> last, bool only) =>
        !In(Says, first) && (In(set, last) || (!only && In(set, first) && !In(Likely, last)));

    private static bool Any(string? names, Func<ReadOnlySpan<char>, ReadOnlySpan<char>, bool, bool> says)
    {
        var rest = names.AsSpan();
        while (!(rest = rest.TrimStart()).IsEmpty)
        {
            var end = rest.IndexOfAny(' ', '\t', '\n');
            var name = (end < 0 ? rest : rest[..end]).Trim("-_");
            rest = end < 0 ? [] : rest[end..];
            if (name.IsEmpty)
            {
                continue;
            }

            var first = name.IndexOfAny('-', '_');
            var last = name.LastIndexOfAny('-', '_');
            if (says(first < 0 ? name : name[..first], last < 0 ? name : name[(last + 1)..], first < 0))
            {
                return true;
            }
        }

        return false;
    }

    private static bool In(FrozenSet<string> names, ReadOnlySpan<char> name) => names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
}
