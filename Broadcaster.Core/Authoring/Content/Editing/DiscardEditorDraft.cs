using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Throws away what a member typed into a piece and did not save.</summary>
public sealed class DiscardEditorDraft(Database database)
{
    public async Task<Result> ExecuteAsync(Caller caller, Guid contentId, CancellationToken ct)
    {
        await using var db = database.Work(caller.WorkspaceId);
        await db.EditorDrafts.Where(d => d.ContentId == contentId && d.MemberId == caller.MemberId).ExecuteDeleteAsync(ct);
        return Result.Done;
    }
}
