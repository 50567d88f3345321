using AngleSharp.Dom;
using Broadcaster.Core.Foundation.Common.Markdown;

namespace Broadcaster.Core.Planning.Research.Reading;

/// <summary>What a page says about itself in attributes, gathered in one walk over it: a selector for each costs a walk each.</summary>
internal sealed class PageMarks
{
    private readonly Dictionary<string, string> metas = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> items = new(StringComparer.Ordinal);

    public string? Canonical { get; private set; }

    public IElement? MainHeading { get; private set; }

    public IElement? Author { get; private set; }

    /// <summary>The first date that stands in the text.</summary>
    public string? Time { get; private set; }

    public List<string> JsonLd { get; } = [];

    public static PageMarks Of(IDocument page)
    {
        var marks = new PageMarks();
        NodeWalk.Visit(page, node =>
        {
            if (node is IElement element)
            {
                marks.Take(element);
            }

            return true;
        });
        return marks;
    }

    public string? Meta(string name) => metas.GetValueOrDefault(name);

    public string? Item(string name) => items.GetValueOrDefault(name);

    private void Take(IElement element)
    {
        switch (element.LocalName)
        {
            case "meta":
                TakeMeta(element);
                break;
            case "link" when Canonical is null && Has(element, "rel", "canonical"):
                Canonical = element.GetAttribute("href");
                break;
            case "h1":
                MainHeading ??= element;
                break;
            case "script" when JsonLd.Count < 50 && element.GetAttribute("type")?.Trim().StartsWith("application/ld+json", StringComparison.OrdinalIgnoreCase) == true:
                JsonLd.Add(element.TextContent);
                break;
            case "time" when Time is null && (element.HasAttribute("pubdate") || element.Closest("article, main") is not null):
                Time = element.GetAttribute("datetime");
                break;
        }

        // Most elements have none: not worth five look-ups each.
        if (element.Attributes.Length == 0)
        {
            return;
        }

        if (element.GetAttribute("itemprop") is { } item)
        {
            if ((element.GetAttribute("content") ?? element.GetAttribute("datetime")) is { } value)
            {
                items.TryAdd(item, value);
            }

            if (item == "author" || (item == "name" && Has(Author, "itemprop", "author") && IsWithin(element, Author!)))
            {
                Author = item == "name" ? element : Author ?? element;
            }
        }

        Author ??= Has(element, "rel", "author") ? element : null;
    }

    private void TakeMeta(IElement meta)
    {
        if ((meta.GetAttribute("property") ?? meta.GetAttribute("name") ?? meta.GetAttribute("http-equiv")) is { Length: > 0 } name
            && PageReader.OneLine(meta.GetAttribute("content") ?? "") is { Length: > 0 } content)
        {
            metas.TryAdd(name.Trim(), content);
        }
    }

    private static bool Has(IElement? element, string attribute, string word) =>
        element?.GetAttribute(attribute)?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(word, StringComparer.OrdinalIgnoreCase) == true;

    private static bool IsWithin(IElement element, IElement outer)
    {
        for (var parent = element.ParentElement; parent is not null; parent = parent.ParentElement)
        {
            if (ReferenceEquals(parent, outer))
            {
                return true;
            }
        }

        return false;
    }
}
