using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Authoring.Media;

/// <summary>Where the bytes are: <c>media/{workspace id}/{hash}.{type}</c>.</summary>
public sealed class MediaStore(IOptions<StorageOptions> storage, Database database) : IMediaReader
{
    /// <summary>The file of a picture, absolute.</summary>
    public string PathOf(Guid workspaceId, string sha256, string contentType) =>
        storage.Value.PathOf("media", workspaceId.ToString(), sha256 + ImageType.ExtensionOf(contentType));

    public async Task<Stream> OpenAsync(Guid workspaceId, Guid mediaId, CancellationToken ct)
    {
        await using var db = database.Read(workspaceId);
        var file = await db.MediaFiles.FirstOrDefaultAsync(m => m.Id == mediaId, ct)
            ?? throw new FileNotFoundException($"There is no picture {mediaId} in this workspace.");
        return Open(file);
    }

    public Stream Open(MediaFile file) => new FileStream(
        PathOf(file.WorkspaceId, file.Sha256, file.ContentType),
        new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });

    /// <summary>A file of its own to write an upload into, in the folder that it is going to stay in.</summary>
    internal FileStream CreateTemporary(Guid workspaceId)
    {
        var folder = storage.Value.PathOf("media", workspaceId.ToString());
        Directory.CreateDirectory(folder);
        return new FileStream(
            Path.Combine(folder, $"upload-{Guid.NewGuid():N}.tmp"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous });
    }
}
