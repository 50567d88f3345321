using System.Text.Json;

namespace Broadcaster.Core.Planning.Research.Reading;

/// <summary>What a page says about itself in JSON-LD (schema.org): dates, author, questions. Broken blocks are passed over.</summary>
internal sealed class StructuredData
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    private static readonly string[] Works =
        ["Article", "NewsArticle", "BlogPosting", "TechArticle", "Report", "WebPage", "HowTo", "Recipe", "Product", "ScholarlyArticle", "DiscussionForumPosting", "QAPage", "FAQPage", "AboutPage", "CollectionPage", "LiveBlogPosting", "ReportageNewsArticle"];

    public string? Headline { get; private set; }

    public string? Author { get; private set; }

    public string? Published { get; private set; }

    public string? Modified { get; private set; }

    public List<string> Questions { get; } = [];

    public static StructuredData Of(IReadOnlyList<string> scripts)
    {
        var found = new StructuredData();
        foreach (var script in scripts)
        {
            var json = script.Replace("<![CDATA[", "", StringComparison.Ordinal).Replace("]]>", "", StringComparison.Ordinal).Trim().Trim(';');
            if (json.Length is 0 or > 1_000_000)
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(json, Lenient);
                found.Walk(document.RootElement, 0);
            }
            catch (JsonException)
            {
                // The page is still worth reading.
            }
        }

        return found;
    }

    private void Walk(JsonElement node, int depth)
    {
        if (depth > 12)
        {
            return;
        }

        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                Walk(item, depth + 1);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            Take(node);
            foreach (var name in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement"])
            {
                if (node.TryGetProperty(name, out var inner))
                {
                    Walk(inner, depth + 1);
                }
            }
        }
    }

    private void Take(JsonElement node)
    {
        var types = TypesOf(node);
        if (types.Contains("Question") && Text(node, "name") is { } question && Questions.Count < 100)
        {
            Questions.Add(question);
        }

        if (!types.Exists(t => Works.Contains(t, StringComparer.Ordinal)))
        {
            return;
        }

        // A WebPage beside an Article has dates too; the article's own win, for they come with a headline.
        var isArticle = node.TryGetProperty("headline", out _);
        Headline = isArticle ? Text(node, "headline") ?? Headline : Headline;
        Published = isArticle ? Text(node, "datePublished") ?? Published : Published ?? Text(node, "datePublished");
        Modified = isArticle ? Text(node, "dateModified") ?? Modified : Modified ?? Text(node, "dateModified");
        Author ??= node.TryGetProperty("author", out var author) ? NameOf(author) : null;
    }

    private static string? NameOf(JsonElement author) => author.ValueKind switch
    {
        JsonValueKind.String => Clean(author.GetString()),
        JsonValueKind.Object => Text(author, "name"),
        JsonValueKind.Array => author.EnumerateArray().Select(NameOf).FirstOrDefault(n => n is not null),
        _ => null,
    };

    private static List<string> TypesOf(JsonElement node) =>
        !node.TryGetProperty("@type", out var type) ? []
        : type.ValueKind == JsonValueKind.String ? [Short(type.GetString()!)]
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => Short(t.GetString()!))]
        : [];

    private static string Short(string type) => type[(type.LastIndexOf('/') + 1)..];

    private static string? Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Clean(value.GetString()) : null;

    private static string? Clean(string? text) => PageReader.OneLine(System.Net.WebUtility.HtmlDecode(text ?? "")) is { Length: > 0 } clean ? clean : null;
}
