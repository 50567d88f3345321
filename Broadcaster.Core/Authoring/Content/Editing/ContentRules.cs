using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>
/// Reads what somebody typed or sent: tidied, and every problem named by its field. Pure; whether channels and pictures
/// exist, and whether a slug is free, is asked afterwards.
/// </summary>
public static partial class ContentRules
{
    /// <summary>The answer's slug is empty where none was given.</summary>
    public static Result<ContentSnapshot> Read(ContentInput input)
    {
        var errors = new FieldErrors();
        var title = OneLine(input.Title);
        CheckTitle(errors, "title", title, required: true);
        var body = Body(errors, "body", input.Body) ?? "";
        var summary = NullIfEmpty(input.Summary);
        CheckText(errors, "summary", summary, ContentLimits.SummaryCharacters, "The summary");
        var channelIds = (input.ChannelIds ?? []).Distinct().Order().ToList();
        if (channelIds.Count > ContentLimits.Channels)
        {
            errors.Add("channelIds", $"There are {channelIds.Count} channels; a piece takes {ContentLimits.Channels}.");
        }

        var piece = new ContentSnapshot(
            title,
            body,
            summary,
            Slug(errors, input.Slug),
            Tags(errors, "tags", input.Tags) ?? [],
            CanonicalUrl(errors, input.CanonicalUrl),
            Language(errors, input.Language),
            Metadata(errors, input.Metadata),
            input.FeaturedMediaId,
            channelIds,
            Variants(errors, input.Variants));
        return errors.ToError() is { } error ? error : piece;
    }

    /// <summary>One variant by itself, as it would stand in a piece; null where it changes nothing.</summary>
    public static Result<VariantSnapshot?> ReadVariant(VariantInput input)
    {
        var errors = new FieldErrors();
        var variant = Variant(errors, "", input);
        if (errors.ToError() is { } error)
        {
            return error;
        }

        return variant;
    }

    /// <summary>A reviewer's comment: tidied, null where empty.</summary>
    public static Result<string?> ReadComment(string? comment)
    {
        var errors = new FieldErrors();
        var text = NullIfEmpty(comment);
        CheckText(errors, "comment", text, ContentLimits.CommentCharacters, "The comment");
        if (errors.ToError() is { } error)
        {
            return error;
        }

        return text;
    }

    private static void CheckTitle(FieldErrors errors, string field, string title, bool required)
    {
        if (required && title.Length == 0)
        {
            errors.Add(field, "The title is empty. Give the piece a title.");
        }

        CheckText(errors, field, title, ContentLimits.TitleCharacters, "The title");
    }

    private static string? Body(FieldErrors errors, string field, string? text)
    {
        // One kind of line end, so that the same text has the same hash from every system.
        var body = text?.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (body is null)
        {
            return null;
        }

        if (Unstorable(body) is { } problem)
        {
            errors.Add(field, $"The text {problem}.");
        }
        else if (Encoding.UTF8.GetByteCount(body) is var bytes && bytes > ContentLimits.BodyBytes)
        {
            errors.AddTooLarge(field, $"The text has {bytes / 1024} KiB; the limit is {ContentLimits.BodyBytes / 1024} KiB. Shorten it, or split it into several pieces.");
        }

        return body;
    }

    private static string Slug(FieldErrors errors, string? text)
    {
        var slug = text?.Trim() ?? "";
        if (slug.Length == 0)
        {
            return "";
        }

        if (slug.Length > ContentLimits.SlugCharacters)
        {
            errors.Add("slug", $"The slug has {slug.Length} characters; {ContentLimits.SlugCharacters} fit.");
        }
        else if (!SlugPattern().IsMatch(slug))
        {
            var proposal = Slugs.Of(slug);
            errors.Add("slug", $"A slug has lower-case letters a to z, digits and single hyphens{(proposal.Length > 0 ? $", e.g. \"{proposal}\"" : "")}.");
        }

        return slug;
    }

    private static List<string>? Tags(FieldErrors errors, string field, IReadOnlyList<string>? input)
    {
        if (input is null)
        {
            return null;
        }

        // "#news" and "news" are the same tag; platforms that want the sign put it there themselves.
        var tags = input.Select(t => OneLine(t).TrimStart('#').Trim()).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (tags.Count > ContentLimits.Tags)
        {
            errors.Add(field, $"There are {tags.Count} tags; a piece takes {ContentLimits.Tags}.");
        }

        foreach (var tag in tags)
        {
            CheckText(errors, field, tag, ContentLimits.TagCharacters, $"The tag \"{Cut(tag)}\"");
        }

        return tags;
    }

    private static string? CanonicalUrl(FieldErrors errors, string? text)
    {
        var url = NullIfEmpty(text);
        CheckText(errors, "canonicalUrl", url, ContentLimits.UrlCharacters, "The canonical address");
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0))
        {
            errors.Add("canonicalUrl", "The canonical address is a whole web address, e.g. https://example.com/article.");
        }

        return url;
    }

    private static string Language(FieldErrors errors, string? text)
    {
        var language = text?.Trim() ?? "";
        if (language.Length == 0)
        {
            return "en";
        }

        if (language.Length > 35 || !LanguagePattern().IsMatch(language))
        {
            errors.Add("language", "A language is a tag such as en, de or pt-BR.");
        }

        return language;
    }

    private static IReadOnlyDictionary<string, JsonElement> Metadata(FieldErrors errors, IReadOnlyDictionary<string, JsonElement>? input)
    {
        var metadata = input ?? ContentMetadata.None;
        foreach (var (field, message) in MetadataRules.Check(metadata))
        {
            errors.Add(field, message);
        }

        return metadata;
    }

    private static Dictionary<string, string> Options(FieldErrors errors, string field, IReadOnlyDictionary<string, string?>? input)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in input ?? new Dictionary<string, string?>())
        {
            var name = key.Trim();
            if (name.Length == 0 || name.Length > ContentLimits.OptionNameCharacters || Unstorable(name) is not null)
            {
                errors.Add(field, $"The name of an option has 1 to {ContentLimits.OptionNameCharacters} characters: \"{Cut(name)}\" does not.");
                continue;
            }

            if (value is null)
            {
                continue;
            }

            if (Unstorable(value) is { } problem)
            {
                errors.Add($"{field}.{name}", $"The value {problem}.");
            }
            else if (Encoding.UTF8.GetByteCount(value) > ContentLimits.OptionValueBytes)
            {
                errors.Add($"{field}.{name}", $"The value is longer than {ContentLimits.OptionValueBytes / 1024} KiB.");
            }

            options[name] = value;
        }

        if (options.Count > ContentLimits.Options)
        {
            errors.Add(field, $"There are {options.Count} options; {ContentLimits.Options} fit.");
        }

        return options;
    }

    private static List<VariantSnapshot> Variants(FieldErrors errors, IReadOnlyList<VariantInput>? input)
    {
        var variants = new List<VariantSnapshot>();
        var seen = new HashSet<Guid>();
        for (var i = 0; i < (input?.Count ?? 0); i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"variants[{i}].");
            var one = input![i] ?? new VariantInput();
            if (!seen.Add(one.ChannelId))
            {
                errors.Add($"{field}channelId", "There is a second variant for this channel. Keep one.");
            }

            if (Variant(errors, field, one) is { } variant)
            {
                variants.Add(variant);
            }
        }

        if (variants.Count > ContentLimits.Channels)
        {
            errors.Add("variants", $"There are {variants.Count} variants; a piece takes {ContentLimits.Channels}.");
        }

        return [.. variants.OrderBy(v => v.ChannelId)];
    }

    private static VariantSnapshot? Variant(FieldErrors errors, string prefix, VariantInput input)
    {
        if (input.ChannelId == Guid.Empty)
        {
            errors.Add($"{prefix}channelId", "Say which channel the variant is for.");
        }

        var title = NullIfEmpty(OneLine(input.Title));
        CheckTitle(errors, $"{prefix}title", title ?? "", required: false);
        var body = Body(errors, $"{prefix}body", string.IsNullOrWhiteSpace(input.Body) ? null : input.Body);
        var tags = Tags(errors, $"{prefix}tags", input.Tags);
        var options = Options(errors, $"{prefix}options", input.Options);
        return title is null && body is null && tags is null && options.Count == 0 ? null : new VariantSnapshot(input.ChannelId, title, body, tags, options);
    }

    private static void CheckText(FieldErrors errors, string field, string? text, int limit, string what)
    {
        if (text is null)
        {
            return;
        }

        if (Unstorable(text) is { } problem)
        {
            errors.Add(field, $"{what} {problem}.");
        }
        else if (text.Length > limit)
        {
            errors.Add(field, $"{what} has {text.Length} characters; {limit} fit.");
        }
    }

    // PostgreSQL takes neither; SQLite would take both and hand them to a platform that chokes on them.
    private static string? Unstorable(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return "holds a NUL character (U+0000), which cannot be stored";
        }

        return StorableText.Is(text) ? null : "holds half of a character (a lone surrogate), which cannot be stored";
    }

    private static string OneLine(string? text) => Whitespace().Replace(text ?? "", " ").Trim();

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Cut(string text) => text.Length <= 30 ? text : string.Concat(text.AsSpan(0, 30), "…");

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whitespace();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SlugPattern();

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LanguagePattern();

    private sealed class FieldErrors
    {
        private readonly Dictionary<string, List<string>> errors = new(StringComparer.Ordinal);
        private bool tooLarge;

        public void Add(string field, string message)
        {
            if (!errors.TryGetValue(field, out var messages))
            {
                errors[field] = messages = [];
            }

            messages.Add(message);
        }

        public void AddTooLarge(string field, string message)
        {
            Add(field, message);
            tooLarge = true;
        }

        public Error? ToError()
        {
            if (errors.Count == 0)
            {
                return null;
            }

            var fields = errors.ToDictionary(e => e.Key, e => e.Value.ToArray());
            return tooLarge && errors.Count == 1 ? new ContentTooLarge(fields) : new InvalidInput(fields);
        }
    }
}
