using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Previews;

namespace Broadcaster.Web.Api.Content;

/// <summary>Whether channels would take the piece.</summary>
public sealed record ValidationResource(IReadOnlyList<ChannelValidationResource> Channels)
{
    public static ValidationResource Of(IReadOnlyList<ChannelCheck> checks) => new([.. checks.Select(ChannelValidationResource.Of)]);
}

/// <summary>Whether one channel would take it: warnings do not keep a piece from going out.</summary>
/// <param name="Characters">Length of the text as the channel would get it, in <paramref name="Unit"/>.</param>
public sealed record ChannelValidationResource(
    Guid ChannelId, string? ChannelName, bool Valid, IReadOnlyList<ProblemResource> Problems, int? Characters, int? Limit, BodyUnit Unit)
{
    public static ChannelValidationResource Of(ChannelCheck check) => new(
        check.ChannelId,
        check.ChannelName,
        check.Valid,
        [.. check.Problems.Select(p => new ProblemResource(p.Field, p.Severity, p.Message, p.Fix))],
        check.Length,
        check.Limit,
        check.Unit);
}

/// <summary>Something that a channel will not take, or will take badly.</summary>
public sealed record ProblemResource(string Field, ProblemSeverity Severity, string Message, string Fix);

/// <summary>The piece exactly as a channel would be sent it.</summary>
/// <param name="Body">In the platform's own form.</param>
/// <param name="Html">Safe to show.</param>
/// <param name="Characters">Length of the body in <paramref name="Unit"/>.</param>
/// <param name="Fields">What else would be sent, by the connector's names.</param>
/// <param name="Requests">What publishing would send, secrets masked.</param>
public sealed record PreviewResource(
    string? Title,
    string Body,
    string Html,
    IReadOnlyList<string> Tags,
    int Characters,
    int? Limit,
    BodyUnit Unit,
    IReadOnlyDictionary<string, string> Fields,
    IReadOnlyList<PreviewRequestResource>? Requests)
{
    public static PreviewResource Of(ContentPreview preview) => new(
        preview.Rendered.Title,
        preview.Rendered.Body,
        preview.Rendered.Html,
        preview.Rendered.Tags,
        preview.Rendered.Length,
        preview.Rendered.Limit,
        preview.Unit,
        preview.Rendered.Fields,
        preview.Requests is null ? null : [.. preview.Requests.Select(r => new PreviewRequestResource(r.Method, r.Url, r.RequestHeaders, r.RequestBody))]);
}

/// <summary>One request that publishing would send.</summary>
public sealed record PreviewRequestResource(string Method, string Url, IReadOnlyDictionary<string, string> Headers, string? RequestBody);
