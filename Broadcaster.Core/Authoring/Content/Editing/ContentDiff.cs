using System.Text.Json;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>What differs between two versions of a piece: between revisions, or between what is saved and what is typed.</summary>
/// <param name="Body">Every line of both bodies, in order; empty where the bodies are the same.</param>
/// <param name="Fields">Everything else that differs.</param>
public sealed record ContentDiff(IReadOnlyList<DiffLine> Body, IReadOnlyList<FieldChange> Fields)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsEmpty => Body.Count == 0 && Fields.Count == 0;

    public int Added => Body.Count(l => l.Kind == DiffKind.Added);

    public int Removed => Body.Count(l => l.Kind == DiffKind.Removed);

    public static ContentDiff Between(ContentSnapshot before, ContentSnapshot after)
    {
        var fields = new List<FieldChange>();
        Compare(fields, "title", before.Title, after.Title);
        Compare(fields, "summary", before.Summary, after.Summary);
        Compare(fields, "slug", before.Slug, after.Slug);
        Compare(fields, "tags", string.Join(", ", before.Tags), string.Join(", ", after.Tags));
        Compare(fields, "canonicalUrl", before.CanonicalUrl, after.CanonicalUrl);
        Compare(fields, "language", before.Language, after.Language);
        Compare(fields, "featuredMediaId", before.FeaturedMediaId?.ToString(), after.FeaturedMediaId?.ToString());
        Compare(fields, "channelIds", string.Join(", ", before.ChannelIds.Order()), string.Join(", ", after.ChannelIds.Order()));
        CompareMetadata(fields, "metadata", before.Metadata, after.Metadata);
        foreach (var channel in before.Variants.Concat(after.Variants).Select(v => v.ChannelId).Distinct().Order())
        {
            CompareVariants(fields, channel, before.Variants.FirstOrDefault(v => v.ChannelId == channel), after.Variants.FirstOrDefault(v => v.ChannelId == channel));
        }

        return new ContentDiff(before.Body == after.Body ? [] : Lines(before.Body, after.Body), fields);
    }

    private static List<DiffLine> Lines(string before, string after)
    {
        var lines = new List<DiffLine>();
        var (left, right) = (0, 0);
        foreach (var piece in new InlineDiffBuilder(new Differ()).BuildDiffModel(before, after, ignoreWhitespace: false).Lines)
        {
            switch (piece.Type)
            {
                case ChangeType.Inserted:
                    lines.Add(new DiffLine(DiffKind.Added, piece.Text, null, ++right));
                    break;
                case ChangeType.Deleted:
                    lines.Add(new DiffLine(DiffKind.Removed, piece.Text, ++left, null));
                    break;
                default:
                    lines.Add(new DiffLine(DiffKind.Same, piece.Text, ++left, ++right));
                    break;
            }
        }

        return lines;
    }

    private static void CompareVariants(List<FieldChange> fields, Guid channel, VariantSnapshot? before, VariantSnapshot? after)
    {
        Compare(fields, "variant.title", before?.Title, after?.Title, channel);
        Compare(fields, "variant.body", before?.Body, after?.Body, channel);
        Compare(fields, "variant.tags", before?.Tags is { } had ? string.Join(", ", had) : null, after?.Tags is { } has ? string.Join(", ", has) : null, channel);
        ComparePairs(fields, "variant.options", before?.Options, after?.Options, channel);
    }

    private static void ComparePairs(
        List<FieldChange> fields, string name, IReadOnlyDictionary<string, string>? before, IReadOnlyDictionary<string, string>? after, Guid? channel = null)
    {
        foreach (var key in (before?.Keys ?? []).Union(after?.Keys ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Compare(fields, $"{name}.{key}", before?.GetValueOrDefault(key), after?.GetValueOrDefault(key), channel);
        }
    }

    // Two objects are compared by their members, so that one changed value is one line.
    private static void CompareMetadata(List<FieldChange> fields, string name, IReadOnlyDictionary<string, JsonElement> before, IReadOnlyDictionary<string, JsonElement> after)
    {
        foreach (var key in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            JsonElement? had = before.TryGetValue(key, out var b) ? b : null;
            JsonElement? has = after.TryGetValue(key, out var a) ? a : null;
            if (had is { ValueKind: JsonValueKind.Object } && has is { ValueKind: JsonValueKind.Object })
            {
                CompareMetadata(fields, $"{name}.{key}", MembersOf(had.Value), MembersOf(has.Value));
                continue;
            }

            // The text 5 and the number 5 differ: where one of the two is no text, both are shown as JSON.
            var texts = had is null or { ValueKind: JsonValueKind.String } && has is null or { ValueKind: JsonValueKind.String };
            Compare(fields, $"{name}.{key}", Shown(had, texts), Shown(has, texts));
        }
    }

    private static Dictionary<string, JsonElement> MembersOf(JsonElement value) => value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);

    private static string? Shown(JsonElement? value, bool asText) => value is { } there ? asText ? there.GetString() : JsonSerializer.Serialize(there, Readable) : null;

    private static void Compare(List<FieldChange> fields, string name, string? before, string? after, Guid? channel = null)
    {
        if (!string.Equals(before, after, StringComparison.Ordinal))
        {
            fields.Add(new FieldChange(name, before, after, channel));
        }
    }
}

/// <summary>One line of a body.</summary>
/// <param name="Left">Its number before; null for an added line.</param>
/// <param name="Right">Its number after; null for a removed line.</param>
public sealed record DiffLine(DiffKind Kind, string Text, int? Left, int? Right);

public enum DiffKind
{
    Same,
    Added,
    Removed,
}

/// <summary>One field that differs.</summary>
/// <param name="ChannelId">For a variant's field: whose.</param>
public sealed record FieldChange(string Field, string? Before, string? After, Guid? ChannelId = null);
