using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>
/// A piece to begin to write: one that the caller began before and left as it was, or a new one. So opening the page for a new
/// piece and leaving it again does not pile up empty ones.
/// </summary>
public sealed class BeginContent(Database database, CreateContent create)
{
    private const int MostLeft = 20;

    /// <param name="title">What a piece is called before it is called something.</param>
    /// <param name="isTaken">Whether somebody is about to write into this one.</param>
    public async Task<Result<Guid>> ExecuteAsync(Caller caller, string title, Func<Guid, bool> isTaken, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.WriteContent) is { } refused)
        {
            return refused;
        }

        foreach (var left in await LeftAsync(caller, title, ct))
        {
            if (!isTaken(left))
            {
                return left;
            }
        }

        var made = await create.ExecuteAsync(caller, new ContentInput { Title = title }, ct);
        return made.Ok ? made.Value.Id : made.Error;
    }

    private async Task<List<Guid>> LeftAsync(Caller caller, string title, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return await db.Contents
            .Where(c => c.CreatedBy == caller.MemberId && c.State == ContentState.Draft && c.Title == title && c.Body == ""
                && c.ParentId == null && c.UpdatedAt == c.CreatedAt && !db.EditorDrafts.Any(d => d.ContentId == c.Id))
            .OrderByDescending(c => c.CreatedAt)
            .Select(c => c.Id)
            .Take(MostLeft)
            .ToListAsync(ct);
    }
}
