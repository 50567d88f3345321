using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Authoring.Media;

/// <summary>An uploaded file; the bytes lie under <c>Storage:Root/media</c>, named by their hash.</summary>
public sealed class MediaFile : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required string FileName { get; init; }

    /// <summary>Sniffed from the bytes, not taken from the client: image/png, image/jpeg, image/gif, image/webp, …</summary>
    public required string ContentType { get; init; }

    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the bytes, hex.</summary>
    public required string Sha256 { get; init; }

    public string? AltText { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Guid? CreatedBy { get; init; }
}
