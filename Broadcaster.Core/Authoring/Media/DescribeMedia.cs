using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Media;

/// <summary>
/// Changes a picture's alt text. It goes out with every piece that uses the picture, so it is refused where somebody has
/// approved such a piece or is looking at it.
/// </summary>
public sealed class DescribeMedia(Database database)
{
    private static readonly List<ContentState> Settled = [ContentState.InReview, ContentState.Approved, ContentState.Scheduled, ContentState.Publishing];

    public async Task<Result<MediaFile>> ExecuteAsync(Caller caller, Guid mediaId, string? altText, CancellationToken ct)
    {
        await using var db = database.Write(caller, "media.described");
        var file = await db.MediaFiles.FirstOrDefaultAsync(m => m.Id == mediaId, ct);
        if (file is null)
        {
            return new NotFound("media");
        }

        if (caller.Refuse(file.CreatedBy == caller.MemberId ? WorkspaceAction.WriteContent : WorkspaceAction.EditAnyContent) is { } refused)
        {
            return refused;
        }

        var text = MediaText.AltText(altText);
        if (!text.Ok)
        {
            return text.Error;
        }

        if (text.Value == file.AltText)
        {
            return file;
        }

        var user = await db.Contents.Where(c => c.FeaturedMediaId == mediaId && Settled.Contains(c.State)).Select(c => c.Title).FirstOrDefaultAsync(ct);
        if (user is not null)
        {
            return new MediaInUse(user);
        }

        file.AltText = text.Value;
        await db.SaveChangesAsync(ct);
        return file;
    }
}
