using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Media;

/// <summary>Reads the pictures of a workspace.</summary>
public sealed class MediaQueries(Database database, MediaStore store)
{
    /// <summary>Newest first, unless the sort says otherwise.</summary>
    public async Task<Page<MediaFile>> ListAsync(Caller caller, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var total = await db.MediaFiles.CountAsync(ct);
        var sorted = page.Sort is null || page.Descending
            ? db.MediaFiles.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id)
            : db.MediaFiles.OrderBy(m => m.CreatedAt).ThenBy(m => m.Id);
        var rows = await sorted.Skip(page.Skip).Take(page.Take).ToListAsync(ct);
        return new Page<MediaFile>(rows, page.Number, page.Take, total);
    }

    public async Task<MediaFile?> FindAsync(Caller caller, Guid mediaId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return await db.MediaFiles.FirstOrDefaultAsync(m => m.Id == mediaId, ct);
    }

    /// <summary>The picture with its bytes; null where one of the two is not there.</summary>
    public async Task<(MediaFile File, Stream Bytes)?> OpenAsync(Caller caller, Guid mediaId, CancellationToken ct)
    {
        var file = await FindAsync(caller, mediaId, ct);
        try
        {
            return file is null ? null : (file, store.Open(file));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
