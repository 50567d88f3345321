using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Publishing.Publications;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>
/// Drops the captured requests and steps of old attempts, and what connectors remembered for the next attempt of a job that
/// has long succeeded; the attempts themselves and their outcomes stay.
/// </summary>
public sealed class TrimLedger(Database database, TimeProvider clock, ILogger<TrimLedger> log)
{
    public async Task ExecuteAsync(CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        foreach (var workspace in await db.Workspaces.AsNoTracking().ToListAsync(ct))
        {
            var before = clock.GetUtcNow() - TimeSpan.FromDays(workspace.Settings.Retention.LedgerDays);
            var trimmed = await db.PublishAttempts.IgnoreQueryFilters([Filters.Workspace])
                .Where(a => a.WorkspaceId == workspace.Id && a.CompletedAt < before && (a.Requests != null || a.Log != null))
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.Requests, (string?)null).SetProperty(a => a.Log, (string?)null), ct);
            await db.PublicationCheckpoints.IgnoreQueryFilters([Filters.Workspace])
                .Where(c => c.WorkspaceId == workspace.Id && c.At < before
                    && db.Publications.IgnoreQueryFilters().Any(p => p.Id == c.PublicationId && (p.Certainty == Certainty.Out || p.Certainty == Certainty.Removed) && p.PublishedAt < before))
                .ExecuteDeleteAsync(ct);
            if (trimmed > 0)
            {
                SchedulingLog.LedgerTrimmed(log, trimmed);
            }
        }
    }
}
