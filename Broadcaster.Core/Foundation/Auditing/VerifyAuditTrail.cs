using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Auditing;

/// <summary>Walks the chain of a workspace's audit trail and tells the first place where it was tampered with.</summary>
public sealed class VerifyAuditTrail(Database database)
{
    public async Task<Result<AuditVerification>> ExecuteAsync(Caller caller, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ViewAudit) is { } refused)
        {
            return refused;
        }

        await using var db = database.Read(caller);

        // The head first: what is appended while the walk goes on lies behind it.
        var head = await db.AuditHeads.FirstOrDefaultAsync(ct);
        var until = head?.Sequence ?? long.MaxValue;
        var (previous, count) = (new string('0', 64), 0L);
        await foreach (var entry in db.AuditEntries.Where(e => e.Sequence <= until).OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (ProblemOf(entry, previous, count) is { } problem)
            {
                return new AuditVerification(false, count, count + 1, problem);
            }

            (previous, count) = (entry.Hash, count + 1);
        }

        return (head?.Sequence ?? 0) != count || (head?.Hash ?? previous) != previous
            ? new AuditVerification(false, count, count + 1, "The newest entries are missing.")
            : new AuditVerification(true, count, null, null);
    }

    private static string? ProblemOf(AuditEntry entry, string previous, long count) =>
        entry.Sequence != count + 1 ? $"Entry {count + 1} is missing."
        : entry.PreviousHash != previous ? $"Entry {entry.Sequence} does not follow from the one before it."
        : entry.Hash != AuditHash.Of(entry) ? $"Entry {entry.Sequence} was changed after it was written."
        : null;
}

/// <summary>What the walk found.</summary>
/// <param name="Entries">How many entries are sound, from the first on.</param>
/// <param name="FirstBroken">The sequence of the first entry that is not as it was written; null when all are.</param>
public sealed record AuditVerification(bool Intact, long Entries, long? FirstBroken, string? Problem);
