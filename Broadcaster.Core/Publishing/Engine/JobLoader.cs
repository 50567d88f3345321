using Broadcaster.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>Loads what a batch of claimed jobs is made of: a few queries a batch, not a few a job.</summary>
public sealed class JobLoader(Database database)
{
    /// <summary>By job id. A job whose piece, channel or workspace is gone is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, JobWork>> LoadAsync(IReadOnlyList<JobParts> jobs, CancellationToken ct)
    {
        await using var db = database.OpenUnscoped();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTrackingWithIdentityResolution;
        var contentIds = jobs.Select(j => j.ContentId).Distinct().ToList();
        var channelIds = jobs.Select(j => j.ChannelId).Distinct().ToList();
        var workspaceIds = jobs.Select(j => j.WorkspaceId).Distinct().ToList();
        var contents = await db.Contents.IgnoreQueryFilters([Filters.Workspace])
            .Include(c => c.Tags).Include(c => c.Targets).Include(c => c.Variants)
            .AsSplitQuery()
            .Where(c => contentIds.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, ct);
        var channels = await db.Channels.IgnoreQueryFilters([Filters.Workspace]).Where(c => channelIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var workspaces = await db.Workspaces.Where(w => workspaceIds.Contains(w.Id)).ToDictionaryAsync(w => w.Id, ct);
        var imageIds = contents.Values.Select(c => c.FeaturedMediaId).OfType<Guid>().Distinct().ToList();
        var images = imageIds.Count == 0
            ? []
            : await db.MediaFiles.IgnoreQueryFilters([Filters.Workspace]).Where(m => imageIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, ct);

        var work = new Dictionary<Guid, JobWork>(jobs.Count);
        foreach (var job in jobs)
        {
            // Whatever the ids say, nothing of another workspace is ever sent.
            if (contents.TryGetValue(job.ContentId, out var content) && content.WorkspaceId == job.WorkspaceId
                && channels.TryGetValue(job.ChannelId, out var channel) && channel.WorkspaceId == job.WorkspaceId
                && workspaces.TryGetValue(job.WorkspaceId, out var workspace))
            {
                work[job.Id] = new JobWork(workspace, channel, content, content.FeaturedMediaId is { } id ? images.GetValueOrDefault(id) : null);
            }
        }

        return work;
    }
}
