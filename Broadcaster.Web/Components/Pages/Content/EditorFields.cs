using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;

namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>
/// The text fields of the editor by the names that the browser sends them under: <c>title</c>, <c>body</c>, …, and
/// <c>variant:{channel id}:{title, body, tags, options}</c>.
/// </summary>
public static class EditorFields
{
    public const string Title = "title";
    public const string Body = "body";
    public const string Summary = "summary";
    public const string Slug = "slug";
    public const string Tags = "tags";
    public const string CanonicalUrl = "canonicalUrl";

    private const string VariantPrefix = "variant";

    public static string Variant(Guid channelId, string part) => $"{VariantPrefix}:{channelId}:{part}";

    /// <summary>The piece with this field as typed; unchanged for a name that no field has.</summary>
    public static ContentInput With(this ContentInput piece, string field, string value) => field switch
    {
        Title => piece with { Title = value },
        Body => piece with { Body = value },
        Summary => piece with { Summary = value },
        Slug => piece with { Slug = value },
        Tags => piece with { Tags = SplitTags(value) },
        CanonicalUrl => piece with { CanonicalUrl = value },
        _ => field.Split(':') is [VariantPrefix, var id, var part] && Guid.TryParse(id, out var channelId) ? piece.WithVariant(channelId, part, value) : piece,
    };

    /// <summary>What the fields of the piece itself say, by name.</summary>
    public static Dictionary<string, string> ValuesOf(ContentSnapshot piece)
    {
        var values = new Dictionary<string, string>
        {
            [Title] = piece.Title,
            [Body] = piece.Body,
            [Summary] = piece.Summary ?? "",
            [Slug] = piece.Slug,
            [Tags] = JoinTags(piece.Tags),
            [CanonicalUrl] = piece.CanonicalUrl ?? "",
        };
        foreach (var variant in piece.Variants)
        {
            values[Variant(variant.ChannelId, Title)] = variant.Title ?? "";
            values[Variant(variant.ChannelId, Body)] = variant.Body ?? "";
            values[Variant(variant.ChannelId, Tags)] = JoinTags(variant.Tags ?? []);
            values[Variant(variant.ChannelId, "options")] = JoinOptions(variant.Options);
        }

        return values;
    }

    public static string JoinTags(IEnumerable<string> tags) => string.Join(", ", tags);

    /// <summary>One a line: <c>name = value</c>.</summary>
    public static string JoinOptions(IEnumerable<KeyValuePair<string, string>> options) => string.Join('\n', options.Select(o => $"{o.Key} = {o.Value}"));

    private static List<string> SplitTags(string value) => [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static Dictionary<string, string?> SplitOptions(string value) => value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
        .Where(pair => pair[0].Length > 0)
        .GroupBy(pair => pair[0], StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => (string?)(g.Last().ElementAtOrDefault(1) ?? ""), StringComparer.Ordinal);

    private static ContentInput WithVariant(this ContentInput piece, Guid channelId, string part, string value)
    {
        var variants = piece.Variants ?? [];
        var variant = variants.FirstOrDefault(v => v.ChannelId == channelId) ?? new VariantInput { ChannelId = channelId };
        var changed = part switch
        {
            Title => variant with { Title = value },
            Body => variant with { Body = value },
            Tags => variant with { Tags = value.Trim().Length == 0 ? null : SplitTags(value) },
            "options" => variant with { Options = SplitOptions(value) },
            _ => variant,
        };
        return piece with { Variants = [.. variants.Where(v => v.ChannelId != channelId), changed] };
    }
}
