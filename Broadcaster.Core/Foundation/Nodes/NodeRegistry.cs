using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Nodes;

/// <summary>Who publishes on this database.</summary>
public sealed class NodeRegistry(Database database, NodeInfo node, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    // The first beat and the first canary come at the same time, and both would add the row.
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Nodes seen lately, this one included. While it is 1 nobody needs to be told anything.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Says that this node lives, and counts the others.</summary>
    public async Task BeatAsync(CancellationToken ct)
    {
        await UpsertAsync(canary: false, ct);
        await using var db = database.OpenUnscoped();
        var now = clock.GetUtcNow();
        var since = now - Alive;
        Count = Math.Max(1, await db.EngineNodes.CountAsync(n => n.LastSeenAt >= since, ct));
        var old = now - Forgotten;
        await db.EngineNodes.Where(n => n.LastSeenAt < old).ExecuteDeleteAsync(ct);
    }

    /// <summary>A canary ran here.</summary>
    public Task SingAsync(CancellationToken ct) => UpsertAsync(canary: true, ct);

    /// <summary>Another node has just said hello.</summary>
    public void Met() => Count = Math.Max(2, Count);

    public async Task<DateTimeOffset?> LastCanaryAsync(CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        return await db.EngineNodes.Where(n => n.CanaryAt != null).MaxAsync(n => n.CanaryAt, ct);
    }

    /// <summary>Takes this node off the list, at the end of an orderly stop.</summary>
    public async Task LeaveAsync(CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        await db.EngineNodes.Where(n => n.Name == node.Name).ExecuteDeleteAsync(ct);
    }

    public void Dispose() => turn.Dispose();

    private async Task UpsertAsync(bool canary, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            await using var db = database.OpenUnscoped();
            var now = clock.GetUtcNow();
            var own = await db.EngineNodes.FirstOrDefaultAsync(n => n.Name == node.Name, ct)
                ?? db.EngineNodes.Add(new EngineNode { Name = node.Name, StartedAt = now, LastSeenAt = now }).Entity;
            own.LastSeenAt = now;
            own.CanaryAt = canary ? now : own.CanaryAt;
            await db.SaveChangesAsync(ct);
        }
        finally
        {
            turn.Release();
        }
    }
}
