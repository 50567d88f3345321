using Broadcaster.Core.Data;
using Broadcaster.Core.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Publishing;

/// <summary>Raises the alarm for jobs that are due and do not start, though nothing holds their channel.</summary>
public sealed class Watchdog(Database database, ILiveFeed feed, IOptions<PublishingOptions> options, TimeProvider clock, ILogger<Watchdog> log)
{
    /// <summary>How many jobs of all workspaces are overdue, as of the last look.</summary>
    public int Overdue { get; private set; }

    public async Task LookAsync(CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        var overdue = await OverdueJobs(db.PublishJobs.IgnoreQueryFilters([Filters.Workspace]), clock.GetUtcNow(), options.Value.WatchdogAfter)
            .GroupBy(j => j.WorkspaceId)
            .Select(g => new { Workspace = g.Key, Jobs = g.Count() })
            .ToListAsync(ct);
        var total = overdue.Sum(o => o.Jobs);
        if (total > 0)
        {
            PublishingLog.JobsOverdue(log, total);
        }

        if (total != Overdue)
        {
            overdue.ForEach(o => feed.Publish(new LiveEvent(o.Workspace, "alert.updated", o.Workspace, clock.GetUtcNow())));
        }

        Overdue = total;
    }

    /// <summary>Due, not started, and held by nothing: neither a pause nor a platform's wish to wait nor an open circuit.</summary>
    public static IQueryable<PublishJob> OverdueJobs(IQueryable<PublishJob> jobs, DateTimeOffset now, TimeSpan after)
    {
        var since = now - after;
        return jobs.Where(j => (j.Status == JobStatus.Queued || j.Status == JobStatus.RetryScheduled) && j.NextAttemptAt < since
            && !j.Channel!.Paused && !j.Channel.NeedsReconnect && j.Channel.DeletedAt == null
            && (j.Channel.BackOffUntil == null || j.Channel.BackOffUntil < since)
            && (j.Channel.CircuitOpenUntil == null || j.Channel.CircuitOpenUntil < since));
    }
}
