using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Jobs.Queries;

/// <summary>The figures over the list of jobs; cheap enough to be read again with each change.</summary>
public sealed class JobFigures(Database database, TimeProvider clock)
{
    public async Task<JobFiguresNow> ReadAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var minuteAgo = now.AddMinutes(-1);
        var dayAgo = now.AddDays(-1);
        await using var db = database.Read(caller);
        var open = await db.PublishJobs
            .Where(j => j.Status == JobStatus.Running || j.Status == JobStatus.Confirming || j.Status == JobStatus.Queued || j.Status == JobStatus.RetryScheduled)
            .GroupBy(j => j.Status)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return new JobFiguresNow(
            open.GetValueOrDefault(JobStatus.Running) + open.GetValueOrDefault(JobStatus.Confirming),
            open.GetValueOrDefault(JobStatus.Queued) + open.GetValueOrDefault(JobStatus.RetryScheduled),
            await db.Publications.CountAsync(p => p.PublishedAt >= minuteAgo, ct),
            await db.PublishJobs.CountAsync(j => j.Status == JobStatus.Failed && !j.DryRun && j.CompletedAt >= dayAgo, ct));
    }
}

/// <param name="InFlight">Running, or finishing on the platform's side.</param>
/// <param name="Queued">Waiting for their time or their retry.</param>
/// <param name="LastMinute">Deliveries within the last minute.</param>
/// <param name="FailedToday">Failed for good within 24 hours; dry runs left out.</param>
public sealed record JobFiguresNow(int InFlight, int Queued, int LastMinute, int FailedToday);
