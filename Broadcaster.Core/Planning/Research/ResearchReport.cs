using System.Text.Json;
using System.Text.Json.Serialization;

namespace Broadcaster.Core.Planning.Research;

/// <summary>What research found. Kept as JSON: <see cref="ToJson"/> and <see cref="FromJson"/>.</summary>
public sealed record ResearchReport
{
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Of this shape.</summary>
    public int Version { get; init; } = CurrentVersion;

    public required string Topic { get; init; }

    /// <summary>Two letters; "und" where it could not be told.</summary>
    public required string Language { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required ResearchMethod Method { get; init; }

    /// <summary>Sentences for people about how far the research reaches: no pages given, a key refused, the search left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Every page that was asked for, those that failed too, in the order asked.</summary>
    public IReadOnlyList<ResearchSource> Sources { get; init; } = [];

    /// <summary>Best first; words and phrases together.</summary>
    public IReadOnlyList<ResearchKeyword> Keywords { get; init; } = [];

    /// <summary>What people ask, best first.</summary>
    public IReadOnlyList<ResearchQuestion> Questions { get; init; } = [];

    /// <summary>What competitors cover and the brief does not, and what only one of them covers.</summary>
    public IReadOnlyList<ContentGap> Gaps { get; init; } = [];

    /// <summary>One row for each page that was read; competitors and found pages alike.</summary>
    public IReadOnlyList<ComparisonRow> Comparison { get; init; } = [];

    /// <summary>Headings that a piece could have, made without a model from what the pages share.</summary>
    public IReadOnlyList<OutlineItem> Outline { get; init; } = [];

    /// <summary>What the median competitor has: a length to aim at.</summary>
    public ComparisonTarget? Target { get; init; }

    /// <summary>Firecrawl's count; 0 without it.</summary>
    public decimal CreditsUsed { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Null where the text is no report, or one of a version that this program does not know.</summary>
    public static ResearchReport? FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ResearchReport>(json, Json) is { Version: > 0 and <= CurrentVersion } report ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>How the pages were read.</summary>
public enum ResearchMethod
{
    /// <summary>No page was read: topic, brief and keywords only.</summary>
    None,

    /// <summary>Fetched directly.</summary>
    Direct,

    /// <summary>Searched and scraped by Firecrawl; a page that it could not read may have been fetched directly.</summary>
    Firecrawl,
}

/// <summary>How a page fared.</summary>
public enum SourceStatus
{
    Read,

    /// <summary>robots.txt asks not to.</summary>
    Disallowed,

    /// <summary>A private address, or one that is no web address.</summary>
    Refused,

    /// <summary>Not reached, not answered, or answered with an error.</summary>
    Failed,

    /// <summary>Too large, or no text.</summary>
    Unreadable,
}

/// <summary>Where a page came from.</summary>
public enum SourceOrigin
{
    /// <summary>The plan named it.</summary>
    Given,

    /// <summary>The search found it.</summary>
    Found,
}

/// <summary>One page.</summary>
/// <param name="Url">As asked.</param>
/// <param name="Status">Whether it was read.</param>
public sealed record ResearchSource(string Url, SourceStatus Status, SourceOrigin Origin)
{
    /// <summary>After redirects, or the page's own canonical address on the same site: what a citation links to.</summary>
    public string? CanonicalUrl { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Author { get; init; }

    public string? SiteName { get; init; }

    /// <summary>Two letters, declared or found.</summary>
    public string? Language { get; init; }

    /// <summary>Of the main text. For Chinese, Japanese and Thai: characters by two.</summary>
    public int Words { get; init; }

    public ReadabilityResult? Readability { get; init; }

    public IReadOnlyList<SourceHeading> Headings { get; init; } = [];

    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>What went wrong and what to do, for people; null where it was read well.</summary>
    public string? Problem { get; init; }

    /// <summary>The beginning of the main text, for citations and prompts: at most 6,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>The words this page uses most, best first.</summary>
    public IReadOnlyList<string> TopTerms { get; init; } = [];

    public int Images { get; init; }

    public int Links { get; init; }
}

/// <param name="Level">1 to 6.</param>
public sealed record SourceHeading(int Level, string Text);

/// <summary>How easily a text reads.</summary>
/// <param name="Formula">E.g. "Flesch Reading Ease".</param>
/// <param name="Score">By the formula's own scale.</param>
/// <param name="Grade">very_easy, easy, medium, difficult, very_difficult: comparable across formulas.</param>
public sealed record ReadabilityResult(string Formula, double Score, string Grade);

/// <param name="Score">0 to 100; the best has 100.</param>
/// <param name="Phrase">More than one word.</param>
/// <param name="Occurrences">Over all pages.</param>
/// <param name="Sources">Pages that have it.</param>
public sealed record ResearchKeyword(string Text, int Score, bool Phrase, int Occurrences, int Sources);

/// <param name="Kind">faq, heading, sentence: where it stood.</param>
/// <param name="SourceUrls">Where it was asked; empty where it was made from the topic.</param>
public sealed record ResearchQuestion(string Text, string Kind, IReadOnlyList<string> SourceUrls);

/// <param name="Kind">shared: several pages cover it and the brief does not; unique: one page alone covers it; open: the brief names it and no page covers it.</param>
public sealed record ContentGap(string Topic, string Kind, string Finding, IReadOnlyList<string> SourceUrls);

/// <summary>One page against the others.</summary>
/// <param name="KeywordCoverage">Percent of the report's best 20 keywords that it has.</param>
/// <param name="AgeDays">Since it was modified, or published; null where the page does not say.</param>
public sealed record ComparisonRow(
    string Url, string Title, int Words, ReadabilityResult? Readability, int Headings, int Questions, int Images, int Links, int KeywordCoverage, int? AgeDays);

/// <summary>Medians over the pages that were read.</summary>
public sealed record ComparisonTarget(int Words, int Headings, int Images, int KeywordCoverage);

/// <param name="Level">2 or 3.</param>
/// <param name="SourceUrls">Pages that have something alike.</param>
public sealed record OutlineItem(int Level, string Heading, IReadOnlyList<string> SourceUrls);
