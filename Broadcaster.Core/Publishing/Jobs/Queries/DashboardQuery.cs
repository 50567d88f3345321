using System.Globalization;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Jobs.Queries;

/// <summary>Gathers the front page of a workspace.</summary>
public sealed class DashboardQuery(Database database, ConnectorRegistry connectors, DeliveryQueries deliveries, Watchdog watchdog, TimeProvider clock)
{
    private const int Rows = 10;

    public async Task<Dashboard> ExecuteAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Read(caller);
        var contents = await db.Contents.GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var jobs = await db.PublishJobs.GroupBy(j => j.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var upcoming = await db.PublishJobs
            .Where(j => !j.DryRun && (j.Status == JobStatus.Queued || j.Status == JobStatus.RetryScheduled || j.Status == JobStatus.Running))
            .OrderBy(j => j.RunAt).ThenBy(j => j.Id).Take(Rows).Select(JobRow.Of).ToListAsync(ct);
        var recent = await deliveries.ListAsync(caller, new DeliveryFilter(), new PageRequest(1, Rows), ct);
        return new Dashboard(
            Enum.GetValues<ContentState>().ToDictionary(s => s, s => contents.GetValueOrDefault(s)),
            Enum.GetValues<JobStatus>().ToDictionary(s => s, s => jobs.GetValueOrDefault(s)),
            contents.GetValueOrDefault(ContentState.InReview),
            [.. upcoming.Select(r => r.ToView(connectors))],
            recent.Items,
            [.. await ChannelAlertsAsync(db, now, ct), .. await JobAlertsAsync(db, now, ct)]);
    }

    private static async Task<List<DashboardAlert>> ChannelAlertsAsync(BroadcasterDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var broken = await db.Channels.Where(c => c.DeletedAt == null && !c.Paused && (c.NeedsReconnect || c.CircuitOpenUntil != null)).OrderBy(c => c.Name).ToListAsync(ct);
        return broken.ConvertAll(c => c.HealthAt(now) == ChannelHealth.NeedsReconnect
            ? new DashboardAlert(DashboardAlertKind.ChannelNeedsReconnect, AlertSeverity.Error, $"{c.Name} refuses its credentials. Enter new ones and test the channel; its jobs wait until then.", 1, c.Id, Since: c.LastProblemAt)
            : new DashboardAlert(DashboardAlertKind.ChannelOpenCircuit, AlertSeverity.Error, $"{c.Name} failed {c.ConsecutiveFailures} times in a row. Its jobs wait; one is tried from time to time.", 1, c.Id, Since: c.LastProblemAt));
    }

    private async Task<List<DashboardAlert>> JobAlertsAsync(BroadcasterDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var dayAgo = now.AddHours(-24);
        DashboardAlert?[] found =
        [
            await AlertAsync(watchdog.Overdue(db.PublishJobs), DashboardAlertKind.JobsOverdue, AlertSeverity.Error, $"due {Overdue()} and not started. Check that the server is not overloaded, and its health page.", ct),
            await AlertAsync(db.PublishJobs.Where(j => j.Status == JobStatus.Unconfirmed), DashboardAlertKind.JobsUnconfirmed, AlertSeverity.Warning, "may or may not be out. Open it and say which.", ct),
            await AlertAsync(db.PublishJobs.Where(j => j.Status == JobStatus.AwaitingManual), DashboardAlertKind.JobsAwaitingManual, AlertSeverity.Warning, "for a person to post or decide. Open it for what to do.", ct),
            await AlertAsync(db.PublishJobs.Where(j => j.Status == JobStatus.Failed && !j.DryRun && j.CompletedAt >= dayAgo), DashboardAlertKind.JobsFailed, AlertSeverity.Error, "failed within the last 24 hours. Each job says why and what to do.", ct),
        ];
        return [.. found.OfType<DashboardAlert>()];
    }

    private string Overdue() => watchdog.Patience == TimeSpan.FromMinutes(1)
        ? "for over a minute"
        : string.Create(CultureInfo.InvariantCulture, $"for over {watchdog.Patience.TotalSeconds:0} seconds");

    private static async Task<DashboardAlert?> AlertAsync(IQueryable<PublishJob> jobs, DashboardAlertKind kind, AlertSeverity severity, string what, CancellationToken ct)
    {
        var count = await jobs.CountAsync(ct);
        if (count == 0)
        {
            return null;
        }

        var first = await jobs.OrderBy(j => j.RunAt).Select(j => new { j.Id, j.RunAt }).FirstOrDefaultAsync(ct);
        var verb = (kind, count) switch
        {
            (DashboardAlertKind.JobsOverdue, 1) => "One job is",
            (DashboardAlertKind.JobsOverdue, _) => $"{count} jobs are",
            (DashboardAlertKind.JobsAwaitingManual, 1) => "One job waits",
            (DashboardAlertKind.JobsAwaitingManual, _) => $"{count} jobs wait",
            (_, 1) => "One job",
            _ => $"{count} jobs",
        };
        return new DashboardAlert(kind, severity, $"{verb} {what}", count, JobId: count == 1 ? first?.Id : null, Since: first?.RunAt);
    }
}
