using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common.Markdown;
using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Seo;

/// <summary>Takes a text apart as its readers will see it: the Markdown is rendered, and the page is measured.</summary>
internal sealed class SeoTextReader
{
    private readonly List<SeoHeading> headings = [];
    private readonly List<SeoLink> links = [];
    private readonly List<string> pictures = [];
    private readonly List<int> paragraphs = [];
    private readonly List<int> stretches = [];
    private readonly StringBuilder prose = new();
    private readonly string? site;
    private int stretch;
    private int lists;

    private SeoTextReader(SeoInput input) => site = Uri.TryCreate(input.SiteUrl, UriKind.Absolute, out var uri) ? uri.Host : null;

    public static SeoText Read(SeoInput input)
    {
        var body = new HtmlParser().ParseDocument(MarkdownText.ToHtml(input.Body)).Body!;
        var reader = new SeoTextReader(input);
        reader.Blocks(body);
        reader.stretches.Add(reader.stretch);

        var all = reader.prose.ToString();
        var title = OneLine(input.Title);
        var language = LanguageDetector.Primary(input.Language) ?? LanguageDetector.Of($"{title}\n{all}");
        var words = SeoWords.Of(all, language);
        var sentences = Sentences.Of(all);
        return new SeoText
        {
            Input = input,
            Language = language,
            Title = title,
            Summary = OneLine(input.Summary ?? ""),
            Slug = string.IsNullOrWhiteSpace(input.Slug) ? Slugs.Of(title) : input.Slug.Trim(),
            Headings = reader.headings,
            Prose = all,
            Words = words,
            Sentences = [.. sentences.Select(range => all[range])],
            Paragraphs = reader.paragraphs,
            Stretches = reader.stretches,
            Links = reader.links,
            PictureTexts = reader.pictures,
            ListsAndTables = reader.lists,
            Keywords = [.. input.Keywords.Select(OneLine).Where(k => k.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Select(k => new KeywordMatch(k, language))],
            Ease = Readability.Of(all, words.Tokens, sentences, language),
            WordCount = Tokenizer.Count(words.Tokens) + reader.headings.Sum(h => Tokenizer.Count(h.Text)),
        };
    }

    private void Blocks(IElement parent)
    {
        foreach (var child in parent.ChildNodes)
        {
            if (child is IText loose && !string.IsNullOrWhiteSpace(loose.Data))
            {
                Write(OneLine(loose.Data));
            }
            else if (child is IElement element)
            {
                Block(element);
            }
        }
    }

    private void Block(IElement element)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Inlines(element);
                headings.Add(new SeoHeading(element.LocalName[1] - '0', TextOf(element)));
                stretches.Add(stretch);
                stretch = 0;
                break;
            case "p" or "dd":
                Inlines(element);
                if (Write(TextOf(element)) is > 0 and var words && !IsInItem(element))
                {
                    paragraphs.Add(words);
                }

                break;
            case "ul" or "ol" or "dl" or "table":
                lists += IsFootnotes(element) ? 0 : 1;
                Blocks(element);
                break;
            case "li" or "td" or "th" or "dt" or "summary" or "figcaption":
                if (element.Children.Any(IsBlock))
                {
                    Blocks(element);
                }
                else
                {
                    Inlines(element);
                    Write(TextOf(element));
                }

                break;
            case "pre" or "hr" or "br" or "input":
                break;
            case "img" or "a":
                Inline(element);
                Write(TextOf(element));
                break;
            case var _ when element.Children.Any(IsBlock):
                Blocks(element);
                break;
            default:
                Inline(element);
                Write(TextOf(element));
                break;
        }
    }

    private void Inlines(IElement element)
    {
        NodeWalk.Visit(element, node =>
        {
            if (node is IElement { LocalName: "a" or "img" } inner)
            {
                Inline(inner);
            }

            return true;
        });
    }

    private void Inline(IElement element)
    {
        if (element.LocalName == "img")
        {
            pictures.Add(OneLine(element.GetAttribute("alt") ?? ""));
        }
        else if (element.LocalName == "a" && element.GetAttribute("href") is { Length: > 1 } href && href[0] != '#')
        {
            var text = TextOf(element);
            var absolute = Uri.TryCreate(href, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
            if (absolute || !href.Contains(':', StringComparison.Ordinal))
            {
                var within = !absolute || (site is not null && uri!.Host.Equals(site, StringComparison.OrdinalIgnoreCase));
                links.Add(new SeoLink(href, text, text.Length > 0 && href.Contains(text, StringComparison.OrdinalIgnoreCase) && text.Contains('.', StringComparison.Ordinal), within));
            }
        }
        else if (element.LocalName is not ("a" or "img"))
        {
            Inlines(element);
        }
    }

    private int Write(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        prose.Append(text).Append('\n');
        var words = Tokenizer.Count(text);
        stretch += words;
        return words;
    }

    private static string TextOf(IElement element)
    {
        var text = new StringBuilder();
        var lines = false;
        NodeWalk.Visit(element, node =>
        {
            if (node is IText words)
            {
                text.Append(words.Data);
            }
            else if (node is IElement { LocalName: "br" })
            {
                lines = true;
                text.Append('\u2028');
            }

            return true;
        });

        return lines ? string.Join('\n', text.ToString().Split('\u2028').Select(OneLine).Where(line => line.Length > 0)) : OneLine(text.ToString());
    }

    private static bool IsBlock(IElement element) =>
        element.LocalName is "p" or "ul" or "ol" or "dl" or "table" or "blockquote" or "div" or "pre" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "thead" or "tbody" or "tr" or "td" or "th" or "li"
            or "dt" or "dd" or "figure" or "figcaption" or "section" or "details" or "summary";

    private static bool IsInItem(IElement element) => element.ParentElement?.LocalName is "li" or "td" or "th" or "dd";

    private static bool IsFootnotes(IElement element) => element.ParentElement?.ClassList.Contains("footnotes") == true;

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
