using Broadcaster.Core.Authoring.Media;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Media;

/// <summary>A picture.</summary>
/// <param name="ContentType">Told from its bytes.</param>
/// <param name="Url">Where its bytes are, for whoever is signed in.</param>
public sealed record MediaResource(
    Guid Id, string FileName, string ContentType, long Bytes, string Sha256, string? AltText, string Url, DateTimeOffset CreatedAt, Guid? CreatedBy)
{
    public static MediaResource Of(MediaFile file) => new(
        file.Id, file.FileName, file.ContentType, file.Bytes, file.Sha256, file.AltText, $"{Location(file.Id)}/file", file.CreatedAt, file.CreatedBy);

    public static string Location(Guid id) => $"{ApiServices.BasePath}/media/{id}";
}

/// <summary>What a client may change of a picture.</summary>
/// <param name="AltText">What it shows, for those who cannot see it; null or empty: none.</param>
public sealed record MediaBody(string? AltText);
