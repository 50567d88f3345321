using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Jobs.Queries;

/// <summary>Makes the figures of a range in the database: one grouped query, one for the percentiles.</summary>
public sealed class GetJobStatistics(Database database, ConnectorRegistry connectors, TimeProvider clock)
{
    /// <summary>SQLite has no percentiles: they are taken over the latest jobs, at most so many.</summary>
    private const int SqliteSample = 20_000;

    /// <param name="range">One of <see cref="StatisticsRange.All"/>; null: <see cref="StatisticsRange.Default"/>.</param>
    public async Task<Result<JobStatistics>> ExecuteAsync(Caller caller, string? range, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var start = StatisticsRange.Start(range, now);
        if (!start.Ok)
        {
            return start.Error;
        }

        var from = start.Value ?? DateTimeOffset.UnixEpoch;
        await using var db = database.Read(caller);
        var jobs = db.PublishJobs.Where(j => !j.DryRun && j.RunAt >= from && j.RunAt <= now);
        var cells = await jobs.GroupBy(j => new { j.ChannelId, j.Connector, j.Status })
            .Select(g => new Cell(
                g.Key.ChannelId,
                g.Key.Connector,
                g.Key.Status,
                g.Count(),
                g.Sum(j => (long)(j.DurationMs ?? 0)),
                g.Count(j => j.DurationMs != null),
                g.Sum(j => j.Attempt > 1 ? j.Attempt - 1 : 0)))
            .ToListAsync(ct);
        var names = await db.Channels.Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        var percentiles = db.Database.IsNpgsql()
            ? await PostgresPercentilesAsync(db, caller.WorkspaceId, from, now, ct)
            : await SqlitePercentilesAsync(jobs, ct);

        var all = Sum.Of(cells);
        return new JobStatistics(
            all.Total,
            Enum.GetValues<JobStatus>().ToDictionary(s => s, s => cells.Where(c => c.Status == s).Sum(c => c.Count)),
            all.SuccessRate,
            all.AverageDurationMs,
            percentiles.P95Duration,
            percentiles.P50Lateness,
            percentiles.P95Lateness,
            cells.Sum(c => c.Retries),
            [
                .. cells.GroupBy(c => (c.ChannelId, c.Connector)).Select(g => (g.Key, Sum: Sum.Of(g)))
                    .Select(g => new ChannelStatistics(
                        g.Key.ChannelId, names.GetValueOrDefault(g.Key.ChannelId, ""), g.Key.Connector, g.Sum.Total, g.Sum.Succeeded, g.Sum.Failed, g.Sum.SuccessRate, g.Sum.AverageDurationMs))
                    .OrderByDescending(c => c.Total).ThenBy(c => c.ChannelName, StringComparer.OrdinalIgnoreCase),
            ],
            [
                .. cells.GroupBy(c => c.Connector).Select(g => (g.Key, Sum: Sum.Of(g)))
                    .Select(g => new ConnectorStatistics(
                        g.Key, JobRow.ProviderOf(connectors, g.Key), g.Sum.Total, g.Sum.Succeeded, g.Sum.Failed, g.Sum.SuccessRate, g.Sum.AverageDurationMs))
                    .OrderByDescending(c => c.Total).ThenBy(c => c.Connector, StringComparer.Ordinal),
            ]);
    }

    private static Task<Percentiles> PostgresPercentilesAsync(BroadcasterDbContext db, Guid workspaceId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        db.Database.SqlQuery<Percentiles>(
            $"""
            SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms) AS "P95Duration",
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY lateness_ms) AS "P50Lateness",
                   percentile_cont(0.95) WITHIN GROUP (ORDER BY lateness_ms) AS "P95Lateness"
            FROM publish_jobs
            WHERE workspace_id = {workspaceId} AND run_at >= {from} AND run_at <= {to} AND NOT dry_run
            """).SingleAsync(ct);

    private static async Task<Percentiles> SqlitePercentilesAsync(IQueryable<PublishJob> jobs, CancellationToken ct)
    {
        var sample = await jobs.Where(j => j.DurationMs != null || j.LatenessMs != null)
            .OrderByDescending(j => j.RunAt).Take(SqliteSample).Select(j => new { j.DurationMs, j.LatenessMs }).ToListAsync(ct);
        var durations = sample.Where(s => s.DurationMs is not null).Select(s => s.DurationMs!.Value).Order().ToList();
        var lateness = sample.Where(s => s.LatenessMs is not null).Select(s => s.LatenessMs!.Value).Order().ToList();
        return new Percentiles { P95Duration = Percentile(durations, 0.95), P50Lateness = Percentile(lateness, 0.5), P95Lateness = Percentile(lateness, 0.95) };
    }

    // Interpolated, as PostgreSQL's percentile_cont is.
    private static double? Percentile(List<int> sorted, double share)
    {
        if (sorted.Count == 0)
        {
            return null;
        }

        var place = share * (sorted.Count - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }

    private sealed record Cell(Guid ChannelId, string Connector, JobStatus Status, int Count, long DurationMs, int Durations, int Retries);

    private sealed record Sum(int Total, int Succeeded, int Failed, double? AverageDurationMs)
    {
        public double? SuccessRate => Succeeded + Failed == 0 ? null : Math.Round((double)Succeeded / (Succeeded + Failed), 4);

        public static Sum Of(IEnumerable<Cell> cells)
        {
            var list = cells.ToList();
            var durations = list.Sum(c => c.Durations);
            return new Sum(
                list.Sum(c => c.Count),
                list.Where(c => c.Status == JobStatus.Succeeded).Sum(c => c.Count),
                list.Where(c => c.Status == JobStatus.Failed).Sum(c => c.Count),
                durations == 0 ? null : Math.Round((double)list.Sum(c => c.DurationMs) / durations, 1));
        }
    }

    private sealed class Percentiles
    {
        public double? P95Duration { get; init; }

        public double? P50Lateness { get; init; }

        public double? P95Lateness { get; init; }
    }
}
