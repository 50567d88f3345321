using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Publications;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>Loads what a batch of claimed jobs is made of: a few queries a batch, not a few a job.</summary>
public sealed class JobLoader(Database database)
{
    /// <summary>By job id. A job whose piece, channel or workspace is gone is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, JobWork>> LoadAsync(IReadOnlyList<JobParts> jobs, CancellationToken ct)
    {
        // Beside each other: what is waited for is the way to the database and back.
        var contentsOf = ContentsAsync([.. jobs.Select(j => j.ContentId).Distinct()], ct);
        var channelsOf = ChannelsAsync([.. jobs.Select(j => j.ChannelId).Distinct()], ct);
        var workspacesOf = WorkspacesAsync([.. jobs.Select(j => j.WorkspaceId).Distinct()], ct);
        var publicationsOf = PublicationsAsync([.. jobs.Select(j => j.PublicationId).Distinct()], ct);
        await Task.WhenAll(contentsOf, channelsOf, workspacesOf, publicationsOf);
        var (contents, images) = await contentsOf;
        var channels = await channelsOf;
        var workspaces = await workspacesOf;
        var publications = await publicationsOf;

        var work = new Dictionary<Guid, JobWork>(jobs.Count);
        foreach (var job in jobs)
        {
            // Whatever the ids say, nothing of another workspace is ever sent.
            if (contents.TryGetValue(job.ContentId, out var content) && content.WorkspaceId == job.WorkspaceId
                && publications.TryGetValue(job.PublicationId, out var publication) && publication.WorkspaceId == job.WorkspaceId
                && channels.TryGetValue(job.ChannelId, out var channel) && channel.WorkspaceId == job.WorkspaceId
                && workspaces.TryGetValue(job.WorkspaceId, out var workspace))
            {
                work[job.Id] = new JobWork(workspace, publication, channel, content, content.FeaturedMediaId is { } id ? images.GetValueOrDefault(id) : null);
            }
        }

        return work;
    }

    /// <summary>
    /// As <see cref="LoadAsync"/>, but a row that cannot be read (settings or a variant that are no JSON any more, a status that
    /// nobody knows) holds up its own job alone.
    /// </summary>
    public async Task<(IReadOnlyDictionary<Guid, JobWork> Work, IReadOnlyDictionary<Guid, string> Unreadable)> LoadEachAsync(IReadOnlyList<JobParts> jobs, CancellationToken ct)
    {
        try
        {
            return (await LoadAsync(jobs, ct), new Dictionary<Guid, string>());
        }
        catch (Exception problem) when (!ct.IsCancellationRequested && !LedgerTrouble.Passes(problem))
        {
            var work = new Dictionary<Guid, JobWork>();
            var unreadable = new Dictionary<Guid, string>();
            foreach (var job in jobs)
            {
                try
                {
                    foreach (var (id, parts) in await LoadAsync([job], ct))
                    {
                        work[id] = parts;
                    }
                }
                catch (Exception own) when (!ct.IsCancellationRequested && !LedgerTrouble.Passes(own))
                {
                    unreadable[job.Id] = own.Message;
                }
            }

            return (work, unreadable);
        }
    }

    private async Task<Dictionary<Guid, Publication>> PublicationsAsync(List<Guid> ids, CancellationToken ct)
    {
        await using var db = Open();
        return await db.Publications.IgnoreQueryFilters([Filters.Workspace]).Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
    }

    private async Task<(Dictionary<Guid, ContentItem> Contents, Dictionary<Guid, MediaFile> Images)> ContentsAsync(List<Guid> ids, CancellationToken ct)
    {
        await using var db = Open();
        var contents = await db.Contents.IgnoreQueryFilters([Filters.Workspace])
            .Include(c => c.Tags).Include(c => c.Targets).Include(c => c.Variants)
            .AsSplitQuery()
            .Where(c => ids.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, ct);
        var imageIds = contents.Values.Select(c => c.FeaturedMediaId).OfType<Guid>().Distinct().ToList();
        return imageIds.Count == 0
            ? (contents, [])
            : (contents, await db.MediaFiles.IgnoreQueryFilters([Filters.Workspace]).Where(m => imageIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, ct));
    }

    private async Task<Dictionary<Guid, Channel>> ChannelsAsync(List<Guid> ids, CancellationToken ct)
    {
        await using var db = Open();
        return await db.Channels.IgnoreQueryFilters([Filters.Workspace]).Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
    }

    private async Task<Dictionary<Guid, Workspace>> WorkspacesAsync(List<Guid> ids, CancellationToken ct)
    {
        await using var db = Open();
        return await db.Workspaces.Where(w => ids.Contains(w.Id)).ToDictionaryAsync(w => w.Id, ct);
    }

    private BroadcasterDbContext Open()
    {
        var db = database.OpenUnscoped();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }
}
