using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Publishing.Scheduling;

/// <summary>Publishes a piece to its channels now.</summary>
public sealed class PublishContent(Database database, JobPlanner planner)
{
    public async Task<Result<ScheduledContent>> ExecuteAsync(Caller caller, Guid contentId, IReadOnlyList<Guid> channelIds, bool dryRun, CancellationToken ct)
    {
        await using var db = database.Write(caller, dryRun ? "content.dry_run_started" : "content.publish_requested");
        var request = new ScheduleRequest { ChannelIds = channelIds, DryRun = dryRun, Misfire = MisfirePolicy.Publish };
        return await PlannedSave.RunAsync(db, planner, caller, contentId, request, now: true, ct);
    }
}
