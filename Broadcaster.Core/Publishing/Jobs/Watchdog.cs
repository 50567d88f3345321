using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>
/// Raises the alarm for jobs that are due and do not start, though nothing holds their channel; takes it back when they are
/// gone. On several nodes each look is on any of them, so it is the database that knows how many there are.
/// </summary>
public sealed class Watchdog(Database database, ILiveFeed feed, IOptions<PublishingOptions> options, TimeProvider clock, ILogger<Watchdog> log)
{
    // What the last look of this node found, by workspace.
    private Dictionary<Guid, int> announced = [];

    /// <summary>How long a job may be due without starting.</summary>
    public TimeSpan Patience => options.Value.WatchdogAfter;

    /// <summary>How many jobs of all workspaces are overdue now.</summary>
    public async Task<int> CountAsync(CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        return await Overdue(db.PublishJobs.IgnoreQueryFilters([Filters.Workspace])).CountAsync(ct);
    }

    public async Task LookAsync(CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        var overdue = await Overdue(db.PublishJobs.IgnoreQueryFilters([Filters.Workspace]))
            .GroupBy(j => j.WorkspaceId)
            .Select(g => new { Workspace = g.Key, Jobs = g.Count() })
            .ToDictionaryAsync(g => g.Workspace, g => g.Jobs, ct);
        var total = overdue.Values.Sum();
        if (total > 0)
        {
            PublishingLog.JobsOverdue(log, total);
        }

        foreach (var workspace in overdue.Keys.Union(announced.Keys))
        {
            if (overdue.GetValueOrDefault(workspace) != announced.GetValueOrDefault(workspace))
            {
                feed.Publish(new LiveEvent(workspace, "alert.updated", workspace, clock.GetUtcNow()));
            }
        }

        announced = overdue;
    }

    /// <summary>Those of the jobs that are due, not started, and held by nothing: neither a pause nor a platform's wish to wait nor an open circuit.</summary>
    public IQueryable<PublishJob> Overdue(IQueryable<PublishJob> jobs)
    {
        var since = clock.GetUtcNow() - Patience;
        return jobs.Where(j => (j.Status == JobStatus.Queued || j.Status == JobStatus.RetryScheduled) && j.NextAttemptAt < since
            && !j.Channel!.Paused && !j.Channel.NeedsReconnect && j.Channel.DeletedAt == null
            && (j.Channel.BackOffUntil == null || j.Channel.BackOffUntil < since)
            && (j.Channel.CircuitOpenUntil == null || j.Channel.CircuitOpenUntil < since));
    }
}
