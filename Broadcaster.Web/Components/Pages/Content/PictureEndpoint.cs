using Broadcaster.Core.Authoring.Media;
using Broadcaster.Web.Tenancy;
using Microsoft.Net.Http.Headers;

namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>Shows a workspace's pictures to its members: in the editor, in previews, in the review.</summary>
internal static class PictureEndpoint
{
    public static void MapPicture(this IEndpointRouteBuilder app) =>
        app.MapGet(Urls.PictureRoute, ShowAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(string slug, Guid id, HttpContext http, IWorkspaceGate gate, MediaQueries media, CancellationToken ct)
    {
        if (await gate.OpenAsync(http.User, slug, ct) is not { } workspace || await media.OpenAsync(workspace.Caller, id, ct) is not { } picture)
        {
            return Results.NotFound();
        }

        // The bytes behind an id never change; what they are was read from the bytes, never from the uploader.
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Stream(picture.Bytes, picture.File.ContentType, entityTag: new EntityTagHeaderValue($"\"{picture.File.Sha256}\""));
    }
}
