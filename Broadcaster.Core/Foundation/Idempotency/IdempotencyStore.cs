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

    private long nextCleanUp;

    public async Task<IdempotencyClaim> BeginAsync(Guid workspaceId, string scope, string bodyHash, CancellationToken ct)
    {
        await CleanUpAsync(ct);
        var claimed = await TryInsertAsync(workspaceId, scope, bodyHash, ct);
        if (claimed)
        {
            return new IdempotencyClaim.First();
        }

        await using var db = database.OpenUnscoped();
        var found = await Rows(db, workspaceId, scope).AsNoTracking().FirstOrDefaultAsync(ct);
        var now = clock.GetUtcNow();
        if (found is null)
        {
            // The first request failed and let go between the two looks.
            return new IdempotencyClaim.InProgress();
        }

        var age = now - found.CreatedAt;
        if (age > Kept || (found.Answer is null && age > Abandoned) || (found.Answer is not null && Open(workspaceId, found.Answer) is null))
        {
            var taken = await Rows(db, workspaceId, scope).Where(r => r.CreatedAt == found.CreatedAt)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.CreatedAt, now).SetProperty(r => r.BodyHash, bodyHash).SetProperty(r => r.Answer, (string?)null), ct);
            return taken == 1 ? new IdempotencyClaim.First() : new IdempotencyClaim.InProgress();
        }

        return found switch
        {
            _ when found.BodyHash != bodyHash => new IdempotencyClaim.OtherBody(),
            { Answer: { } answer } => new IdempotencyClaim.Answered(Open(workspaceId, answer)!),
            _ => new IdempotencyClaim.InProgress(),
        };
    }

    /// <summary>The request still runs: its claim holds on, however long that takes.</summary>
    public async Task RenewAsync(Guid workspaceId, string scope, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenUnscoped();
        await Rows(db, workspaceId, scope).Where(r => r.Answer == null).ExecuteUpdateAsync(set => set.SetProperty(r => r.CreatedAt, now), ct);
    }

    public async Task CompleteAsync(Guid workspaceId, string scope, IdempotentAnswer answer, CancellationToken ct)
    {
        var sealedAnswer = Convert.ToBase64String(Protector(workspaceId).Protect(JsonSerializer.SerializeToUtf8Bytes(answer)));
        await using var db = database.OpenUnscoped();
        await Rows(db, workspaceId, scope).ExecuteUpdateAsync(set => set.SetProperty(r => r.Answer, sealedAnswer), ct);
    }

    /// <summary>The request failed on our side: the next one with this key starts anew.</summary>
    public async Task ReleaseAsync(Guid workspaceId, string scope, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        await Rows(db, workspaceId, scope).Where(r => r.Answer == null).ExecuteDeleteAsync(ct);
    }

    private static IQueryable<IdempotencyRecord> Rows(BroadcasterDbContext db, Guid workspaceId, string scope) =>
        db.IdempotencyRecords.IgnoreQueryFilters([Filters.Workspace]).Where(r => r.WorkspaceId == workspaceId && r.Scope == scope);

    private async Task<bool> TryInsertAsync(Guid workspaceId, string scope, string bodyHash, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        if (await Rows(db, workspaceId, scope).AnyAsync(ct))
        {
            return false;
        }

        db.IdempotencyRecords.Add(new IdempotencyRecord { WorkspaceId = workspaceId, Scope = scope, BodyHash = bodyHash, CreatedAt = clock.GetUtcNow() });
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
