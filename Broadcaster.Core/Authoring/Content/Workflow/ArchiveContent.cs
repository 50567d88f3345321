using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;

namespace Broadcaster.Core.Authoring.Content.Workflow;

/// <summary>Puts a piece away. Nothing of it goes out any more; what is out stays out.</summary>
public sealed class ArchiveContent(ContentMoves moves, TimeProvider clock)
{
    public Task<Result<ContentItem>> ExecuteAsync(Caller caller, Guid contentId, CancellationToken ct) =>
        moves.ExecuteAsync(
            caller,
            contentId,
            ContentWorkflow.Archive,
            "content.archived",
            async (db, item, _) => (await QueuedJobs.CancelAsync(db, item.Id, $"Cancelled: {caller.Name} archived the piece.", clock, ct)).Error,
            ct);
}
