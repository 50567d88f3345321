using System.Collections.Frozen;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Broadcaster.Core.Foundation.Common.Markdown;

/// <summary>Keeps the HTML that a text needs and takes out everything else.</summary>
public static class HtmlSanitizer
{
    private static readonly FrozenSet<string> Elements = new[]
    {
        "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
        "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "mark", "ol", "p",
        "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
        "time", "tr", "u", "ul", "var", "wbr",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Their content is not text either.
    private static readonly FrozenSet<string> Dropped = new[]
    {
        "script", "style", "iframe", "object", "embed", "applet", "frame", "frameset", "noscript", "template", "svg", "math", "form",
        "textarea", "select", "button", "video", "audio", "canvas", "link", "meta", "base", "title", "head", "xmp", "noembed", "noframes", "plaintext",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Attributes = new[]
    {
        "alt", "title", "id", "class", "width", "height", "colspan", "rowspan", "scope", "start", "reversed", "type", "datetime",
        "lang", "dir", "cite", "href", "src", "checked", "disabled", "align", "open",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static string Clean(string html, string? baseUrl = null)
    {
        if (HtmlNesting.IsTooDeep(html))
        {
            return $"<p>{WebUtility.HtmlEncode(html)}</p>";
        }

        var document = new HtmlParser().ParseDocument("<!doctype html><body>" + html);
        var body = document.Body!;
        CleanChildren(body, baseUrl);
        return body.InnerHtml;
    }

    private static void CleanChildren(INode parent, string? baseUrl)
    {
        // Not by NextSibling: it looks through all siblings each time.
        foreach (var child in parent.ChildNodes.ToArray())
        {
            switch (child)
            {
                case IElement element when Dropped.Contains(element.LocalName) || element.NamespaceUri != NamespaceNames.HtmlUri:
                    parent.RemoveChild(child);
                    break;
                case IElement element when element.LocalName == "input" && !IsTaskBox(element):
                    parent.RemoveChild(child);
                    break;
                case IElement element when Elements.Contains(element.LocalName):
                    CleanAttributes(element, baseUrl);
                    CleanChildren(element, baseUrl);
                    break;
                case IElement element:
                    // An element that is not known keeps its text: its children, cleaned, take its place.
                    CleanChildren(element, baseUrl);
                    while (element.FirstChild is { } inner)
                    {
                        parent.InsertBefore(inner, element);
                    }

                    parent.RemoveChild(element);
                    break;
                case IText:
                    break;
                default:
                    parent.RemoveChild(child);
                    break;
            }
        }
    }

    private static void CleanAttributes(IElement element, string? baseUrl)
    {
        foreach (var attribute in element.Attributes.ToList())
        {
            if (!Attributes.Contains(attribute.LocalName))
            {
                element.RemoveAttribute(attribute.Name);
            }
            else if (attribute.LocalName is "href" or "src" or "cite")
            {
                attribute.Value = SafeUrl.Of(attribute.Value, baseUrl, forPicture: attribute.LocalName == "src");
            }
        }
    }

    private static bool IsTaskBox(IElement input) => input.GetAttribute("type") == "checkbox" && input.HasAttribute("disabled");
}
