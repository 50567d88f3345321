using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Navigation;

/// <summary>The few numbers that stand beside the navigation on every page; each counts over an index of few rows.</summary>
public sealed class WorkspacePulse(Database database)
{
    public async Task<Pulse> ReadAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var toReview = await PendingApprovals.WaitingForAsync(db, caller, ct) is { } waiting ? await waiting.CountAsync(ct) : 0;
        var jobs = await db.PublishJobs
            .Where(j => j.Status == JobStatus.Running || j.Status == JobStatus.Unconfirmed || j.Status == JobStatus.AwaitingManual)
            .GroupBy(j => j.Status)
            .Select(g => new { Status = g.Key, Count = g.Count() })
            .ToListAsync(ct);
        return new Pulse(
            toReview,
            jobs.Where(j => j.Status == JobStatus.Running).Sum(j => j.Count),
            jobs.Where(j => j.Status != JobStatus.Running).Sum(j => j.Count));
    }
}

/// <param name="ToReview">Pieces that the caller may decide on.</param>
/// <param name="GoingOut">Jobs that run right now.</param>
/// <param name="WaitingForAPerson">Jobs that are unconfirmed or to be posted by hand.</param>
public sealed record Pulse(int ToReview, int GoingOut, int WaitingForAPerson);
