using System.Security.Cryptography;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Media;

/// <summary>Keeps a picture. The same bytes again are the same picture.</summary>
public sealed class UploadMedia(Database database, MediaStore store, TimeProvider clock)
{
    /// <param name="fileName">As the client calls it; only shown.</param>
    /// <param name="bytes">Read to its end, or to the limit.</param>
    public async Task<Result<MediaFile>> ExecuteAsync(Caller caller, string fileName, Stream bytes, string? altText, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.WriteContent) is { } refused)
        {
            return refused;
        }

        var alt = MediaText.AltText(altText);
        if (!alt.Ok)
        {
            return alt.Error;
        }

        var temporary = store.CreateTemporary(caller.WorkspaceId);
        try
        {
            var received = await ReceiveAsync(bytes, temporary, ct);
            await temporary.DisposeAsync();
            return received.Ok ? await KeepAsync(caller, temporary.Name, received.Value, MediaText.FileName(fileName), alt.Value, ct) : received.Error;
        }
        finally
        {
            await temporary.DisposeAsync();
            File.Delete(temporary.Name);
        }
    }

    private static async Task<Result<Received>> ReceiveAsync(Stream bytes, FileStream target, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81_920];
        string? type = null;
        long total = 0;
        while (await bytes.ReadAtLeastAsync(buffer, ImageType.Needed, throwOnEndOfStream: false, ct) is var read and > 0)
        {
            type ??= total == 0 ? ImageType.Of(buffer.AsSpan(0, read)) : null;
            if (type is null)
            {
                return InvalidInput.Of("file", "This is not a picture that channels take. Upload a PNG, JPEG, GIF or WebP file.", "media.unsupported_type");
            }

            total += read;
            if (total > MediaLimits.Bytes)
            {
                return new MediaTooLarge();
            }

            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        if (type is null)
        {
            return InvalidInput.Of("file", "The file is empty.", "media.empty");
        }

        // On the disk before the row that promises it.
        target.Flush(flushToDisk: true);
        return new Received(type, total, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private async Task<Result<MediaFile>> KeepAsync(Caller caller, string path, Received received, string fileName, string? altText, CancellationToken ct)
    {
        await using var db = database.Write(caller, "media.uploaded");
        if (await FindAsync(db, received.Sha256, ct) is { } known)
        {
            return known;
        }

        File.Move(path, store.PathOf(caller.WorkspaceId, received.Sha256, received.ContentType), overwrite: true);
        var file = new MediaFile
        {
            Id = clock.NewId(),
            WorkspaceId = caller.WorkspaceId,
            FileName = fileName,
            ContentType = received.ContentType,
            Bytes = received.Bytes,
            Sha256 = received.Sha256,
            AltText = altText,
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = caller.MemberId,
        };
        db.MediaFiles.Add(file);
        try
        {
            await db.SaveChangesAsync(ct);
            return file;
        }
        catch (DbUpdateException)
        {
            // Somebody uploaded the same picture at the same moment.
            await using var again = database.Read(caller);
            if (await FindAsync(again, received.Sha256, ct) is { } first)
            {
                return first;
            }

            throw;
        }
    }

    private static Task<MediaFile?> FindAsync(BroadcasterDbContext db, string sha256, CancellationToken ct) =>
        db.MediaFiles.AsNoTracking().FirstOrDefaultAsync(m => m.Sha256 == sha256, ct);

    private sealed record Received(string ContentType, long Bytes, string Sha256);
}
