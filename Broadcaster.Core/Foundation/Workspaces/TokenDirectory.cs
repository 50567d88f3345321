using System.Collections.Concurrent;
using System.Data.Common;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>
/// Finds the caller that an API token stands for. What it found is kept for half a minute; what this node changes about
/// tokens and members is honoured at once through <see cref="Forget"/>, what another node changes when that time is over.
/// </summary>
public sealed class TokenDirectory(Database database, TimeProvider clock, ILogger<TokenDirectory> log)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UsePace = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Known> known = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> noted = new();

    /// <summary>Null for a token that is unknown, expired or revoked.</summary>
    public async Task<Caller?> FindAsync(string token, CancellationToken ct)
    {
        if (!TokenSecret.LooksRight(token))
        {
            return null;
        }

        var hash = Secrets.Hash(token);
        var now = clock.GetUtcNow();
        if (!known.TryGetValue(hash, out var entry) || entry.ReadAt + Kept <= now)
        {
            entry = await ReadAsync(hash, now, ct);
            if (entry is null)
            {
                known.TryRemove(hash, out _);
                return null;
            }

            known[hash] = entry;
        }

        if (entry.ExpiresAt <= now)
        {
            return null;
        }

        await NoteUseAsync(entry, now, ct);
        return entry.Caller;
    }

    /// <summary>Reads every token anew on its next use: after a token or a member changed.</summary>
    public void Forget() => known.Clear();

    private async Task<Known?> ReadAsync(string hash, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        var found = await db.ApiTokens.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking()
            .Where(t => t.TokenHash == hash && t.RevokedAt == null)
            .Join(db.Workspaces, t => t.WorkspaceId, w => w.Id, (t, w) => new
            {
                t.Id, t.Role, t.ExpiresAt, t.LastUsedAt, WorkspaceId = w.Id, w.Slug, t.MemberId, MemberRole = t.Member!.Role, t.Member.UserId, t.Member.User!.DisplayName,
            })
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var caller = new Caller(found.WorkspaceId, found.Slug, found.UserId, found.MemberId, Roles.Lower(found.Role, found.MemberRole), found.DisplayName, Via: "api", TokenId: found.Id);
        return new Known(found.Id, caller, found.ExpiresAt, found.LastUsedAt, now);
    }

    private async Task NoteUseAsync(Known entry, DateTimeOffset now, CancellationToken ct)
    {
        var last = noted.TryGetValue(entry.TokenId, out var seen) ? seen : entry.LastUsedAt;
        if (last + UsePace > now)
        {
            return;
        }

        noted[entry.TokenId] = now;
        try
        {
            await using var db = database.OpenUnscoped();
            await db.ApiTokens.IgnoreQueryFilters([Filters.Workspace]).Where(t => t.Id == entry.TokenId)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), ct);
        }
        catch (DbException problem)
        {
            // When it was last used is a comfort; the request itself may not need the database at all.
            WorkspaceLog.UseNotNoted(log, entry.TokenId, problem);
        }
    }

    private sealed record Known(Guid TokenId, Caller Caller, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset ReadAt);
}
