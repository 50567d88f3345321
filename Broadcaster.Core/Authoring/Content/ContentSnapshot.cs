using System.Text.Json;

namespace Broadcaster.Core.Authoring.Content;

/// <summary>Everything of a piece that people write and that can go out: what is hashed, revised, validated and rendered.</summary>
public sealed record ContentSnapshot(
    string Title,
    string Body,
    string? Summary,
    string Slug,
    IReadOnlyList<string> Tags,
    string? CanonicalUrl,
    string Language,
    IReadOnlyDictionary<string, JsonElement> Metadata,
    Guid? FeaturedMediaId,
    IReadOnlyList<Guid> ChannelIds,
    IReadOnlyList<VariantSnapshot> Variants)
{
    public static ContentSnapshot Of(ContentItem item) => new(
        item.Title,
        item.Body,
        item.Summary,
        item.Slug,
        [.. item.Tags.OrderBy(t => t.Position).Select(t => t.Name)],
        item.CanonicalUrl,
        item.Language,
        item.Metadata,
        item.FeaturedMediaId,
        [.. item.Targets.Select(t => t.ChannelId).Order()],
        [.. item.Variants.OrderBy(v => v.ChannelId).Select(v => new VariantSnapshot(v.ChannelId, v.Title, v.Body, v.Tags, v.Options))]);
}

/// <summary>One channel's variant within a <see cref="ContentSnapshot"/>.</summary>
public sealed record VariantSnapshot(
    Guid ChannelId,
    string? Title,
    string? Body,
    IReadOnlyList<string>? Tags,
    IReadOnlyDictionary<string, string> Options);
