using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Auditing;

/// <summary>Reads the audit trail, the newest first.</summary>
public sealed class AuditQueries(Database database)
{
    public async Task<Result<Page<AuditEntry>>> ListAsync(Caller caller, AuditFilter filter, PageRequest page, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ViewAudit) is { } refused)
        {
            return refused;
        }

        await using var db = database.Read(caller);
        var entries = Filtered(db.AuditEntries, filter);
        var total = await entries.CountAsync(ct);
        var sorted = page.Sort is not null && !page.Descending ? entries.OrderBy(e => e.Sequence) : entries.OrderByDescending(e => e.Sequence);
        return new Page<AuditEntry>(await sorted.Skip(page.Skip).Take(page.Take).ToListAsync(ct), page.Number, page.Take, total);
    }

    /// <summary>The actions that occur in the trail, for a filter to choose from.</summary>
    public async Task<IReadOnlyList<string>> ActionsAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return caller.May(WorkspaceAction.ViewAudit)
            ? await db.AuditEntries.Select(e => e.Action).Distinct().OrderBy(a => a).ToListAsync(ct)
            : [];
    }

    private IQueryable<AuditEntry> Filtered(IQueryable<AuditEntry> entries, AuditFilter filter)
    {
        if (Guid.TryParse(filter.Actor, out var user))
        {
            entries = entries.Where(e => e.UserId == user);
        }
        else if (!string.IsNullOrWhiteSpace(filter.Actor))
        {
            entries = WithActor(entries, LikePattern.Of(filter.Actor.Trim()));
        }

        if (!string.IsNullOrWhiteSpace(filter.Action))
        {
            var (action, group) = (filter.Action.Trim(), filter.Action.Trim() + ".");
            entries = entries.Where(e => e.Action == action || e.Action.StartsWith(group));
        }

        if (Guid.TryParse(filter.Subject, out var subjectId))
        {
            entries = entries.Where(e => e.SubjectId == subjectId);
        }
        else if (!string.IsNullOrWhiteSpace(filter.Subject))
        {
            var kind = filter.Subject.Trim();
            entries = entries.Where(e => e.Subject == kind);
        }

        if (filter.From is { } from)
        {
            entries = entries.Where(e => e.At >= from.ToUniversalTime());
        }

        return filter.To is { } to ? entries.Where(e => e.At < to.ToUniversalTime()) : entries;
    }

    // SQLite's LIKE takes no notice of case; in PostgreSQL that is ILIKE.
    private IQueryable<AuditEntry> WithActor(IQueryable<AuditEntry> entries, string pattern) => database.Provider switch
    {
        DatabaseProvider.Sqlite => entries.Where(e => EF.Functions.Like(e.ActorName, pattern, LikePattern.Escape)),
        DatabaseProvider.Postgres => entries.Where(e => EF.Functions.ILike(e.ActorName, pattern, LikePattern.Escape)),
    };
}
