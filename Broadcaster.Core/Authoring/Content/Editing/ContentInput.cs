using System.Text.Json;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>A piece as somebody typed it or a client sent it: not checked yet. What is left out is empty.</summary>
public sealed record ContentInput
{
    public string? Title { get; init; }

    /// <summary>Markdown.</summary>
    public string? Body { get; init; }

    public string? Summary { get; init; }

    /// <summary>Left out: made from the title, or kept as it is once it was chosen or published.</summary>
    public string? Slug { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? CanonicalUrl { get; init; }

    public string? Language { get; init; }

    /// <summary>Any JSON object, kept as it came.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    public Guid? FeaturedMediaId { get; init; }

    public IReadOnlyList<Guid>? ChannelIds { get; init; }

    public IReadOnlyList<VariantInput>? Variants { get; init; }

    /// <summary>The piece as it is, to change a part of it.</summary>
    public static ContentInput Of(ContentSnapshot piece) => new()
    {
        Title = piece.Title,
        Body = piece.Body,
        Summary = piece.Summary,
        Slug = piece.Slug,
        Tags = piece.Tags,
        CanonicalUrl = piece.CanonicalUrl,
        Language = piece.Language,
        Metadata = piece.Metadata,
        FeaturedMediaId = piece.FeaturedMediaId,
        ChannelIds = piece.ChannelIds,
        Variants = [.. piece.Variants.Select(VariantInput.Of)],
    };

    /// <summary>What was typed, as it stands and unchecked: for keeping it, not for publishing it.</summary>
    public ContentSnapshot AsTyped() => new(
        Title ?? "",
        Body ?? "",
        Summary,
        Slug ?? "",
        Tags ?? [],
        CanonicalUrl,
        Language ?? "",
        Metadata ?? ContentMetadata.None,
        FeaturedMediaId,
        ChannelIds ?? [],
        [.. (Variants ?? []).Select(v => new VariantSnapshot(
            v.ChannelId, v.Title, v.Body, v.Tags, (v.Options ?? new Dictionary<string, string?>()).ToDictionary(p => p.Key, p => p.Value ?? "")))]);
}

/// <summary>One channel's variant within a <see cref="ContentInput"/>. What is left out is the piece's own.</summary>
public sealed record VariantInput
{
    public Guid ChannelId { get; init; }

    public string? Title { get; init; }

    public string? Body { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Connector-specific choices, e.g. a category.</summary>
    public IReadOnlyDictionary<string, string?>? Options { get; init; }

    public static VariantInput Of(VariantSnapshot variant) => new()
    {
        ChannelId = variant.ChannelId,
        Title = variant.Title,
        Body = variant.Body,
        Tags = variant.Tags,
        Options = variant.Options.ToDictionary(p => p.Key, p => (string?)p.Value),
    };
}
