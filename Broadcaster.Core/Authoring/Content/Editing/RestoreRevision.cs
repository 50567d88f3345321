using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Makes the piece say again what one of its revisions said. The rules of an edit hold; the versions between stay.</summary>
public sealed class RestoreRevision(ContentEdit edit)
{
    public Task<Result<ContentItem>> ExecuteAsync(Caller caller, Guid contentId, int number, int? version, bool confirm, CancellationToken ct) =>
        edit.ExecuteAsync(
            caller,
            contentId,
            new EditRequest("content.revision_restored", version, confirm),
            async (db, _) =>
            {
                var json = await db.ContentRevisions.AsNoTracking().Where(r => r.ContentId == contentId && r.Number == number).Select(r => r.Snapshot).FirstOrDefaultAsync(ct);
                if (json is null)
                {
                    return new NotFound("revision");
                }

                return ContentInput.Of(await ContentReferences.WithoutMissingAsync(db, Revisions.Read(json), ct));
            },
            ct);
}
