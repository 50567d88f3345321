using Broadcaster.Core.Foundation.Auditing;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Idempotency;

/// <summary>A run of a keyed request that holds the claim on its key.</summary>
/// <param name="claim">Asked for by every write: a run that was taken over can write nothing.</param>
public sealed class ClaimedRequest(Guid workspaceId, string scope, Guid claim, IReadOnlyList<KeyedWork> earlier) : KeyedRequest(earlier)
{
    /// <summary>Of the key; the request may work in another one.</summary>
    public Guid WorkspaceId => workspaceId;

    public string Scope => scope;

    public Guid Claim => claim;

    internal override async Task RecordAsync(BroadcasterDbContext db, string subject, Guid subjectId, CancellationToken ct)
    {
        var rows = db.ChangeTracker.Entries().Select(e => (e.State, Subject: AuditRecorder.SubjectOf(e.Entity))).Where(r => r.Subject is not null).ToList();
        var made = rows.Where(r => r.State == EntityState.Added).Select(r => r.Subject!.Value).Distinct().ToList();

        // A variant or an approval is told as the piece that it belongs to, which may be older.
        var changed = rows.Where(r => r.State is EntityState.Modified or EntityState.Unchanged).Select(r => r.Subject!.Value).ToHashSet();
        var work = made.ConvertAll(m => new KeyedWork(m.Subject, m.Id, !changed.Contains(m), RowOf(m.Id)));
        if (!made.Contains((subject, subjectId)))
        {
            work.Insert(0, new KeyedWork(subject, subjectId, false));
        }

        var lines = WorkLines.Of(work);
        if (await Row(db).ExecuteUpdateAsync(set => set.SetProperty(r => r.Work, r => r.Work + lines), ct) == 0)
        {
            throw new ClaimLostException();
        }
    }

    /// <summary>The record, as long as it is this run's and has no answer.</summary>
    internal IQueryable<IdempotencyRecord> Row(BroadcasterDbContext db) => db.Set<IdempotencyRecord>().IgnoreQueryFilters([Filters.Workspace])
        .Where(r => r.WorkspaceId == workspaceId && r.Scope == scope && r.Claim == claim && r.Answer == null);
}
