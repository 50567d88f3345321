using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Seo;

/// <summary>A text taken apart, once, for all checks.</summary>
internal sealed record SeoText
{
    public required SeoInput Input { get; init; }

    public required string Language { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>One line; empty where there is none.</summary>
    public required string Summary { get; init; }

    /// <summary>As given, or as it would be made from the title; empty where neither gives one.</summary>
    public required string Slug { get; init; }

    public required IReadOnlyList<SeoHeading> Headings { get; init; }

    /// <summary>Everything that is read as text, headings and code left out, a block a line.</summary>
    public required string Prose { get; init; }

    public required SeoWords Words { get; init; }

    public required IReadOnlyList<string> Sentences { get; init; }

    /// <summary>Words of each paragraph; list items and cells are none.</summary>
    public required IReadOnlyList<int> Paragraphs { get; init; }

    /// <summary>Words between one heading and the next, the beginning and the end included.</summary>
    public required IReadOnlyList<int> Stretches { get; init; }

    public required IReadOnlyList<SeoLink> Links { get; init; }

    /// <summary>The text in place of each picture; empty where there is none.</summary>
    public required IReadOnlyList<string> PictureTexts { get; init; }

    public required int ListsAndTables { get; init; }

    public required IReadOnlyList<KeywordMatch> Keywords { get; init; }

    public required ReadingEase? Ease { get; init; }

    /// <summary>Of the body, with list items, cells and headings.</summary>
    public required int WordCount { get; init; }

    public KeywordMatch? Keyword => Keywords.Count > 0 ? Keywords[0] : null;
}

internal sealed record SeoHeading(int Level, string Text);

/// <param name="Bare">The address stands in the text as it is.</param>
internal sealed record SeoLink(string Url, string Text, bool Bare, bool Internal);
