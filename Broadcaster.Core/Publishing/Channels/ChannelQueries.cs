using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Reads channels. Deleted ones are not there.</summary>
public sealed class ChannelQueries(Database database, TimeProvider clock)
{
    /// <summary>A page of channels; sorts by name (default) or createdAt.</summary>
    /// <param name="connector">Only of this kind.</param>
    /// <param name="health">Only in this state.</param>
    public async Task<Page<ChannelView>> ListAsync(Caller caller, string? connector, ChannelHealth? health, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var found = db.Channels.Where(c => c.DeletedAt == null && (connector == null || c.Connector == connector));
        found = (page.SortField, page.Descending) switch
        {
            ("createdAt", true) => found.OrderByDescending(c => c.CreatedAt).ThenBy(c => c.Id),
            ("createdAt", false) => found.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id),
            (_, true) => found.OrderByDescending(c => c.Name).ThenBy(c => c.Id),
            _ => found.OrderBy(c => c.Name).ThenBy(c => c.Id),
        };

        // Health depends on the clock, so it is judged here; a workspace has few channels.
        var now = clock.GetUtcNow();
        var rows = (await found.ToListAsync(ct)).Where(c => health is null || c.HealthAt(now) == health).ToList();
        var shown = await ViewAsync(db, [.. rows.Skip(page.Skip).Take(page.Take)], now, ct);
        return new Page<ChannelView>(shown, page.Number, page.Take, rows.Count);
    }

    /// <summary>Every channel by name, for pages and pickers.</summary>
    public async Task<IReadOnlyList<ChannelView>> AllAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var rows = await db.Channels.Where(c => c.DeletedAt == null).OrderBy(c => c.Name).ThenBy(c => c.Id).ToListAsync(ct);
        return await ViewAsync(db, rows, clock.GetUtcNow(), ct);
    }

    /// <summary>What every channel is called, by name: for pickers and badges, without counting its jobs.</summary>
    public async Task<IReadOnlyList<ChannelName>> NamesAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return await db.Channels.Where(c => c.DeletedAt == null).OrderBy(c => c.Name).ThenBy(c => c.Id).Select(c => new ChannelName(c.Id, c.Connector, c.Name)).ToListAsync(ct);
    }

    /// <summary>Null when it is not there.</summary>
    public async Task<ChannelView?> GetAsync(Caller caller, Guid channelId, CancellationToken ct)
    {
        var found = await GetManyAsync(caller, [channelId], ct);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Those of the channels that are there, in no order.</summary>
    public async Task<IReadOnlyList<ChannelView>> GetManyAsync(Caller caller, IReadOnlyCollection<Guid> channelIds, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var rows = await db.Channels.Where(c => channelIds.Contains(c.Id) && c.DeletedAt == null).ToListAsync(ct);
        return await ViewAsync(db, rows, clock.GetUtcNow(), ct);
    }

    private static async Task<IReadOnlyList<ChannelView>> ViewAsync(BroadcasterDbContext db, List<Channel> channels, DateTimeOffset now, CancellationToken ct)
    {
        var ids = channels.ConvertAll(c => c.Id);
        var waiting = await db.PublishJobs
            .Where(j => ids.Contains(j.ChannelId) && (j.Status == JobStatus.Queued || j.Status == JobStatus.RetryScheduled))
            .GroupBy(j => j.ChannelId)
            .Select(g => new { g.Key, All = g.Count(), Due = g.Count(j => j.NextAttemptAt <= now) })
            .ToDictionaryAsync(g => g.Key, ct);
        return [.. channels.Select(c => waiting.TryGetValue(c.Id, out var jobs) ? ChannelView.Of(c, now, jobs.All, jobs.Due) : ChannelView.Of(c, now, 0, 0))];
    }
}

/// <summary>A channel's name and kind.</summary>
public sealed record ChannelName(Guid Id, string Connector, string Name);
