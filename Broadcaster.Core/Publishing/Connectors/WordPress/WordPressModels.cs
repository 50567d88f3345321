using System.Text.Json.Serialization;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <param name="Raw">As it is kept; only who may edit the post gets it.</param>
/// <param name="Protected">Readers need a password for it.</param>
internal sealed record WordPressText(
    [property: JsonPropertyName("raw")] string? Raw,
    [property: JsonPropertyName("rendered")] string? Rendered,
    [property: JsonPropertyName("protected")] bool Protected = false);

internal sealed record WordPressPost(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("link")] string? Link,
    [property: JsonPropertyName("slug")] string? Slug,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("content")] WordPressText? Content,
    [property: JsonPropertyName("title")] WordPressText? Title = null,
    [property: JsonPropertyName("date_gmt")] string? DateGmt = null,
    [property: JsonPropertyName("modified_gmt")] string? ModifiedGmt = null,
    [property: JsonPropertyName("password")] string? Password = null);

internal sealed record WordPressTerm(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("slug")] string? Slug);

internal sealed record WordPressUser(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("slug")] string? Slug,
    [property: JsonPropertyName("roles")] IReadOnlyList<string>? Roles,
    [property: JsonPropertyName("capabilities")] IReadOnlyDictionary<string, bool>? Capabilities);

internal sealed record WordPressId([property: JsonPropertyName("id")] long Id);

internal sealed record WordPressError(
    [property: JsonPropertyName("code")] string? Code,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("data")] WordPressErrorData? Data);

internal sealed record WordPressErrorData(
    [property: JsonPropertyName("status")] int? Status,
    [property: JsonPropertyName("term_id")] long? TermId);
