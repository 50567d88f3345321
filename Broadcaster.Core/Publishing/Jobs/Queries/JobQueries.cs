using System.Text.Json;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Jobs.Queries;

/// <summary>Reads jobs, their attempts and their logs.</summary>
public sealed class JobQueries(Database database, ConnectorRegistry connectors)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>A page of jobs; sorts by runAt (newest first by default) or createdAt.</summary>
    public async Task<Page<JobView>> ListAsync(Caller caller, JobFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var found = Filtered(db, filter);
        if (filter.Statuses is { Count: > 0 } statuses)
        {
            found = found.Where(j => statuses.Contains(j.Status));
        }

        var total = await found.CountAsync(ct);

        // Ids sort by the time they were made: no index of its own for createdAt.
        found = (page.SortField, page.Sort is null || page.Descending) switch
        {
            ("createdAt", true) => found.OrderByDescending(j => j.Id),
            ("createdAt", false) => found.OrderBy(j => j.Id),
            (_, true) => found.OrderByDescending(j => j.RunAt).ThenByDescending(j => j.Id),
            _ => found.OrderBy(j => j.RunAt).ThenBy(j => j.Id),
        };
        var rows = await found.Skip(page.Skip).Take(page.Take).Select(JobRow.Of).ToListAsync(ct);
        return new Page<JobView>([.. rows.Select(r => r.ToView(connectors))], page.Number, page.Take, total);
    }

    /// <summary>How many jobs each status has under the filter (its own statuses left out); every status is there.</summary>
    public async Task<IReadOnlyDictionary<JobStatus, int>> CountAsync(Caller caller, JobFilter filter, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var counts = await Filtered(db, filter).GroupBy(j => j.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return Enum.GetValues<JobStatus>().ToDictionary(s => s, s => counts.GetValueOrDefault(s));
    }

    /// <summary>Those of the jobs that are there, in no order.</summary>
    public async Task<IReadOnlyList<JobView>> GetManyAsync(Caller caller, IReadOnlyCollection<Guid> jobIds, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var rows = await db.PublishJobs.Where(j => jobIds.Contains(j.Id)).Select(JobRow.Of).ToListAsync(ct);
        return [.. rows.Select(r => r.ToView(connectors))];
    }

    /// <summary>Null when it is not there.</summary>
    public async Task<JobDetail?> GetAsync(Caller caller, Guid jobId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var row = await db.PublishJobs.Where(j => j.Id == jobId).Select(JobRow.Of).FirstOrDefaultAsync(ct);
        if (row is null)
        {
            return null;
        }

        var attempts = await db.PublishAttempts.Where(a => a.JobId == jobId).OrderBy(a => a.Number).ToListAsync(ct);
        return new JobDetail(row.ToView(connectors), [.. attempts.Select(ViewOf)]);
    }

    /// <summary>Steps, messages and what happened between attempts, oldest first; null when the job is not there.</summary>
    public async Task<IReadOnlyList<JobLogLine>?> GetLogAsync(Caller caller, Guid jobId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        if (!await db.PublishJobs.AnyAsync(j => j.Id == jobId, ct))
        {
            return null;
        }

        var attempts = await db.PublishAttempts.Where(a => a.JobId == jobId).Select(a => new { a.Number, a.Log }).ToListAsync(ct);
        var events = await db.PublishJobEvents.Where(e => e.JobId == jobId).Select(e => new { e.At, e.Attempt, e.Message }).ToListAsync(ct);
        return
        [
            .. attempts.SelectMany(a => Parse<StepLine>(a.Log).Select(line => new JobLogLine(line.At, a.Number, line.Step, line.Message)))
                .Concat(events.Select(e => new JobLogLine(e.At, e.Attempt, null, e.Message)))
                .OrderBy(line => line.At),
        ];
    }

    internal static IQueryable<PublishJob> Filtered(BroadcasterDbContext db, JobFilter filter)
    {
        var found = db.PublishJobs.AsQueryable();
        if (filter.ChannelId is { } channelId)
        {
            found = found.Where(j => j.ChannelId == channelId);
        }

        if (filter.ContentId is { } contentId)
        {
            found = found.Where(j => j.ContentId == contentId);
        }

        if (filter.Connector is { } connector)
        {
            found = found.Where(j => j.Connector == connector);
        }

        if (filter.From is { } from)
        {
            found = found.Where(j => j.RunAt >= from);
        }

        if (filter.To is { } to)
        {
            found = found.Where(j => j.RunAt < to);
        }

        if (filter.DryRun is { } dryRun)
        {
            found = found.Where(j => j.DryRun == dryRun);
        }

        if (filter.Actions is { Count: > 0 } actions)
        {
            found = found.Where(j => actions.Contains(j.Action));
        }

        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var part = filter.Search.Replace("\0", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // runs in the database, which has no culture
            found = found.Where(j => j.Content!.Title.ToLower().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        }

        return found;
    }

    private static AttemptView ViewOf(PublishAttempt attempt) => new(
        attempt.Number,
        attempt.Node,
        attempt.StartedAt,
        attempt.SendStartedAt,
        attempt.CompletedAt,
        attempt.Outcome,
        attempt.Error,
        Parse<RequestCapture>(attempt.Requests),
        Parse<StepLine>(attempt.Log));

    private static IReadOnlyList<T> Parse<T>(string? json) =>
        string.IsNullOrEmpty(json) ? [] : JsonSerializer.Deserialize<IReadOnlyList<T>>(json, Json) ?? [];
}
