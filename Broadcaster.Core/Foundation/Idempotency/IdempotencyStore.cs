using System.Security.Cryptography;
using System.Text.Json;
using Broadcaster.Core.Foundation.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Idempotency;

/// <summary>
/// Remembers the answers to requests with an idempotency key. The claim is a row, so that it holds between nodes and
/// over a restart.
/// </summary>
public sealed class IdempotencyStore(Database database, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long the first answer is given again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>A claim without an answer that was not renewed for so long belonged to a process that is gone.</summary>
    public static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan CleanUpEvery = TimeSpan.FromMinutes(30);

    private readonly DateTimeOffset began = clock.GetUtcNow();

    private long nextCleanUp;

    public async Task<IdempotencyClaim> BeginAsync(Guid workspaceId, string scope, string bodyHash, CancellationToken ct)
    {
        await CleanUpAsync(ct);
        var claim = Guid.NewGuid();
        if (await TryInsertAsync(workspaceId, scope, bodyHash, claim, ct))
        {
            return new IdempotencyClaim.First(new ClaimedRequest(workspaceId, scope, claim, []));
        }

        await using var db = database.OpenUnscoped();
        var found = await Rows(db, workspaceId, scope).AsNoTracking().FirstOrDefaultAsync(ct);
        var now = clock.GetUtcNow();
        if (found is null)
        {
            // The first request failed and let go between the two looks.
            return new IdempotencyClaim.InProgress();
        }

        var over = now - found.CreatedAt > Kept;
        var answer = found.Answer is null ? null : Open(workspaceId, found.Answer);
        if (!over && found.BodyHash != bodyHash && (answer is not null || found.Work.Length > 0 || !IsAbandoned(found, now)))
        {
            return new IdempotencyClaim.OtherBody();
        }

        if (!over && answer is not null)
        {
            return new IdempotencyClaim.Answered(answer);
        }

        if (!over && found.Answer is null && !IsAbandoned(found, now))
        {
            return new IdempotencyClaim.InProgress();
        }

        // Only while nothing has moved since it was read: what was committed in between would be done again.
        var work = over ? "" : found.Work;
        var taken = await Rows(db, workspaceId, scope).Where(r => r.Claim == found.Claim && r.CreatedAt == found.CreatedAt && r.Work == found.Work && r.Answer == found.Answer)
            .ExecuteUpdateAsync(
                set => set.SetProperty(r => r.Claim, claim).SetProperty(r => r.CreatedAt, now).SetProperty(r => r.BodyHash, bodyHash).SetProperty(r => r.Work, work).SetProperty(r => r.Answer, (string?)null), ct);
        return taken == 1 ? new IdempotencyClaim.First(new ClaimedRequest(workspaceId, scope, claim, WorkLines.Read(work))) : new IdempotencyClaim.InProgress();
    }

    /// <summary>The request still runs: its claim holds on, however long that takes. False: it was taken over.</summary>
    public async Task<bool> RenewAsync(ClaimedRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenUnscoped();
        return await request.Row(db).ExecuteUpdateAsync(set => set.SetProperty(r => r.CreatedAt, now), ct) == 1;
    }

    /// <summary>Keeps the answer. False: the request was taken over, and its answer is not this one.</summary>
    public async Task<bool> CompleteAsync(ClaimedRequest request, IdempotentAnswer answer, CancellationToken ct)
    {
        var sealedAnswer = Convert.ToBase64String(Protector(request.WorkspaceId).Protect(JsonSerializer.SerializeToUtf8Bytes(answer)));
        await using var db = database.OpenUnscoped();
        return await request.Row(db).ExecuteUpdateAsync(set => set.SetProperty(r => r.Answer, sealedAnswer), ct) == 1;
    }

    /// <summary>The request failed on our side: the next one with this key starts anew, or goes on behind what was committed.</summary>
    public async Task ReleaseAsync(ClaimedRequest request, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        if (await request.Row(db).Where(r => r.Work == "").ExecuteDeleteAsync(ct) == 0)
        {
            await request.Row(db).ExecuteUpdateAsync(set => set.SetProperty(r => r.Claim, (Guid?)null), ct);
        }
    }

    // SQLite serves one process: what was claimed before this one began is nobody's any more.
    private bool IsAbandoned(IdempotencyRecord found, DateTimeOffset now) =>
        found.Claim is null || now - found.CreatedAt > Abandoned || (database.Provider == DatabaseProvider.Sqlite && found.CreatedAt < began);

    private static IQueryable<IdempotencyRecord> Rows(BroadcasterDbContext db, Guid workspaceId, string scope) =>
        db.IdempotencyRecords.IgnoreQueryFilters([Filters.Workspace]).Where(r => r.WorkspaceId == workspaceId && r.Scope == scope);

    private async Task<bool> TryInsertAsync(Guid workspaceId, string scope, string bodyHash, Guid claim, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        if (await Rows(db, workspaceId, scope).AnyAsync(ct))
        {
            return false;
        }

        db.IdempotencyRecords.Add(new IdempotencyRecord { WorkspaceId = workspaceId, Scope = scope, BodyHash = bodyHash, Claim = claim, CreatedAt = clock.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();

            // Lost the race for the row; any other trouble is no row, and is thrown.
            if (await Rows(db, workspaceId, scope).AnyAsync(ct))
            {
                return false;
            }

            throw;
        }
    }

    // Now and then, by whoever comes along: nothing depends on its time.
    private async Task CleanUpAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = Interlocked.Read(ref nextCleanUp);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref nextCleanUp, (now + CleanUpEvery).UtcTicks, due) != due)
        {
            return;
        }

        var old = now - Kept;
        await using var db = database.OpenUnscoped();
        await db.IdempotencyRecords.IgnoreQueryFilters([Filters.Workspace]).Where(r => r.CreatedAt < old).ExecuteDeleteAsync(ct);
    }

    private IDataProtector Protector(Guid workspaceId) => protection.CreateProtector("Broadcaster.Idempotency", workspaceId.ToString());

    private IdempotentAnswer? Open(Guid workspaceId, string answer)
    {
        try
        {
            return JsonSerializer.Deserialize<IdempotentAnswer>(Protector(workspaceId).Unprotect(Convert.FromBase64String(answer)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
