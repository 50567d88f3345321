using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Content.Workflow;

/// <summary>What the moves that change only the state have in common.</summary>
public sealed class ContentMoves(Database database, TimeProvider clock)
{
    /// <param name="change">Sets what else goes with the move; may refuse.</param>
    internal async Task<Result<ContentItem>> ExecuteAsync(
        Caller caller, Guid contentId, string move, string action, Func<BroadcasterDbContext, ContentItem, DateTimeOffset, Task<Error?>> change, CancellationToken ct)
    {
        await using var db = database.Write(caller, action);
        if (await db.FindContentAsync(contentId, ct) is not { } item)
        {
            return new NotFound("content");
        }

        if (ContentWorkflow.Refuse(item, move, caller) is { } refused)
        {
            return refused;
        }

        var now = clock.GetUtcNow();
        var to = ContentWorkflow.Find(item.State, move)!.To;
        if (await change(db, item, now) is { } stopped)
        {
            return stopped;
        }

        item.State = to ?? item.State;
        item.UpdatedAt = now;
        return await db.SaveContentAsync(item, ct) is { } clash ? clash : item;
    }
}
