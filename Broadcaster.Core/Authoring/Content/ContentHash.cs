using System.Security.Cryptography;
using System.Text;

namespace Broadcaster.Core.Authoring.Content;

/// <summary>
/// The hash that an approval binds to: SHA-256 over every field that can go out, each with its length in front, so that
/// no two different pieces give the same bytes. Media counts by id: the bytes behind an id never change.
/// </summary>
public static class ContentHash
{
    public static string Of(ContentItem item) => Of(ContentSnapshot.Of(item));

    public static string Of(ContentSnapshot piece)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "v2");
        Add(hash, piece.Title);
        Add(hash, piece.Body);
        Add(hash, piece.Summary);
        Add(hash, piece.Slug);
        AddAll(hash, piece.Tags);
        Add(hash, piece.CanonicalUrl);
        Add(hash, piece.Language);
        AddBytes(hash, ContentMetadata.Canonical(piece.Metadata));
        Add(hash, piece.FeaturedMediaId?.ToString());
        AddAll(hash, [.. piece.ChannelIds.Select(id => id.ToString()).Order(StringComparer.Ordinal)]);
        foreach (var variant in piece.Variants.OrderBy(v => v.ChannelId))
        {
            Add(hash, variant.ChannelId.ToString());
            Add(hash, variant.Title);
            Add(hash, variant.Body);
            AddAll(hash, variant.Tags);
            AddPairs(hash, variant.Options);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AddPairs(IncrementalHash hash, IReadOnlyDictionary<string, string> pairs) =>
        AddAll(hash, [.. pairs.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => new[] { p.Key, p.Value })]);

    private static void AddAll(IncrementalHash hash, IReadOnlyList<string>? values)
    {
        Add(hash, values?.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var value in values ?? [])
        {
            Add(hash, value);
        }
    }

    private static void Add(IncrementalHash hash, string? value)
    {
        if (value is null)
        {
            AddLength(hash, -1);
            return;
        }

        AddBytes(hash, Encoding.UTF8.GetBytes(value));
    }

    private static void AddBytes(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        AddLength(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void AddLength(IncrementalHash hash, int value)
    {
        Span<byte> length = stackalloc byte[4];
        BitConverter.TryWriteBytes(length, value);
        hash.AppendData(length);
    }
}
