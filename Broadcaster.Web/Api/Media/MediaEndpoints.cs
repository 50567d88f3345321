using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Broadcaster.Web.Api.Media;

/// <summary>/media: the pictures of a workspace.</summary>
internal static class MediaEndpoints
{
    public static void MapMedia(this RouteGroupBuilder api)
    {
        var media = api.MapGroup("/media").WithTags("Media");
        media.MapGet("", List).WithName("ListMedia").WithSummary("The pictures, newest first");
        media.MapPost("", Upload).WithName("UploadMedia").WithSummary("Keeps a PNG, JPEG, GIF or WebP picture of at most 20 MB; the same bytes again are the same picture")
            .WithMetadata(new RequestSizeLimitAttribute(ApiLimits.LargeBody), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = ApiLimits.LargeBody });
        media.MapGet("/{id:guid}", Get).WithName("GetMedia").WithSummary("One picture");
        media.MapGet("/{id:guid}/file", File).WithName("GetMediaFile").WithSummary("The bytes of a picture");
        media.MapPatch("/{id:guid}", Describe).WithName("DescribeMedia").WithSummary("Changes the alt text of a picture");
    }

    private static async Task<Results<Ok<PageResource<MediaResource>>, Refusal>> List(
        MediaQueries media, CurrentCaller caller, [AsParameters] PageQuery page, CancellationToken ct) =>
        (await media.ListAsync(caller.Value, page.Read("-createdAt"), ct)).ToOk(MediaResource.Of);

    private static async Task<Results<Created<MediaResource>, Refusal>> Upload(
        IFormFile? file, [FromForm] string? altText, UploadMedia uploadMedia, CurrentCaller caller, CancellationToken ct)
    {
        if (file is null)
        {
            return new Refusal(InvalidInput.Of("file", "Send the picture as the part \"file\" of a multipart form.", "media.no_file"));
        }

        await using var bytes = file.OpenReadStream();
        var kept = await uploadMedia.ExecuteAsync(caller.Value, file.FileName, bytes, altText, ct);
        return kept.ToCreated(MediaResource.Of, m => MediaResource.Location(m.Id));
    }

    private static async Task<Results<Ok<MediaResource>, Refusal>> Get(Guid id, MediaQueries media, CurrentCaller caller, CancellationToken ct) =>
        (await media.FindAsync(caller.Value, id, ct)).ToOkOrNotFound("media", MediaResource.Of);

    private static async Task<Results<FileStreamHttpResult, Refusal>> File(Guid id, MediaQueries media, CurrentCaller caller, HttpContext context, CancellationToken ct)
    {
        if (await media.OpenAsync(caller.Value, id, ct) is not { } found)
        {
            return new Refusal(new Core.Foundation.Common.NotFound("media"));
        }

        // The bytes behind an id never change.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(found.Bytes, found.File.ContentType, enableRangeProcessing: true);
    }

    private static async Task<Results<Ok<MediaResource>, Refusal>> Describe(Guid id, MediaBody body, DescribeMedia describeMedia, CurrentCaller caller, CancellationToken ct) =>
        (await describeMedia.ExecuteAsync(caller.Value, id, body.AltText, ct)).ToOk(MediaResource.Of);
}
