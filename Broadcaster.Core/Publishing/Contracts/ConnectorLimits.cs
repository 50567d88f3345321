using System.Globalization;

namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>How much a platform takes; null: no limit of its own.</summary>
public sealed record ConnectorLimits
{
    public bool TitleRequired { get; init; } = true;

    /// <summary>Counted as user-perceived characters (grapheme clusters).</summary>
    public int? TitleCharacters { get; init; }

    /// <summary>Limit of the rendered body in <see cref="Unit"/>.</summary>
    public int? Body { get; init; }

    public BodyUnit Unit { get; init; } = BodyUnit.Characters;

    public int? Tags { get; init; }

    public int? TagCharacters { get; init; }

    public int? Images { get; init; }

    public long? ImageBytes { get; init; }

    public IReadOnlyList<string> ImageTypes { get; init; } = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    /// <summary>Whether the platform takes a piece without a body.</summary>
    public bool BodyRequired { get; init; } = true;

    /// <summary>The length of a text in the unit of <see cref="Unit"/>.</summary>
    public int Measure(string text) => Unit switch
    {
        // Plain ASCII, which is most of what is measured, needs no walk over its grapheme clusters; only CR LF is one of two.
        BodyUnit.Characters when System.Text.Ascii.IsValid(text) => text.Length - text.AsSpan().Count("\r\n"),
        BodyUnit.Characters => new StringInfo(text).LengthInTextElements,
        BodyUnit.Bytes => System.Text.Encoding.UTF8.GetByteCount(text),
    };

    /// <summary>Checks a rendered piece against these limits.</summary>
    public IReadOnlyList<ContentProblem> Check(ChannelContent content, RenderedContent rendered)
    {
        var problems = new List<ContentProblem>();
        if (TitleRequired && string.IsNullOrWhiteSpace(rendered.Title))
        {
            problems.Add(ContentProblem.Error("title", "The title is empty.", "Write a title."));
        }

        if (TitleCharacters is { } titleLimit && new StringInfo(rendered.Title ?? "").LengthInTextElements is var title && title > titleLimit)
        {
            problems.Add(ContentProblem.Error("title", $"The title has {title} characters; {titleLimit} fit.", $"Cut {title - titleLimit} characters, or write a variant for this channel."));
        }

        if (BodyRequired && string.IsNullOrWhiteSpace(content.Body))
        {
            problems.Add(ContentProblem.Error("body", "The body is empty.", "Write the text, or a variant for this channel."));
        }

        if (Body is { } bodyLimit && rendered.Length > bodyLimit)
        {
            var unit = Unit == BodyUnit.Bytes ? "bytes" : "characters";
            problems.Add(ContentProblem.Error("body", $"The text has {rendered.Length} {unit}; {bodyLimit} fit.", $"Cut {rendered.Length - bodyLimit} {unit}, or write a variant for this channel."));
        }

        if (Tags is { } tagLimit && content.Tags.Count > tagLimit)
        {
            problems.Add(ContentProblem.Warning("tags", $"There are {content.Tags.Count} tags; the first {tagLimit} are used.", $"Remove {content.Tags.Count - tagLimit} tags, or set tags in a variant for this channel."));
        }

        if (TagCharacters is { } each && content.Tags.FirstOrDefault(t => t.Length > each) is { } tooLong)
        {
            problems.Add(ContentProblem.Error("tags", $"The tag \"{tooLong}\" is longer than {each} characters.", "Shorten it, or set tags in a variant for this channel."));
        }

        return problems;
    }
}

/// <summary>In what a platform counts a text.</summary>
public enum BodyUnit
{
    /// <summary>User-perceived characters (grapheme clusters).</summary>
    Characters,

    /// <summary>UTF-8 bytes.</summary>
    Bytes,
}
