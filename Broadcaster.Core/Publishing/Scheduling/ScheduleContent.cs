using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Publishing.Scheduling;

/// <summary>Queues a piece for its channels at a time.</summary>
public sealed class ScheduleContent(Database database, JobPlanner planner)
{
    public async Task<Result<ScheduledContent>> ExecuteAsync(Caller caller, Guid contentId, ScheduleRequest request, CancellationToken ct)
    {
        await using var db = database.Write(caller, request.DryRun ? "content.dry_run_scheduled" : "content.scheduled");
        return await PlannedSave.RunAsync(db, planner, caller, contentId, request, now: false, ct);
    }
}
