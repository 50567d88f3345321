using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Publishing.Jobs;

/// <summary>Jobs written past the use cases, and what became of them.</summary>
internal static class Seed
{
    /// <summary>A job of a scheduled piece of its own, due now unless said otherwise.</summary>
    public static async Task<PublishJob> AddJobAsync(
        this TestApp app,
        Channel channel,
        ContentItem? content = null,
        JobStatus status = JobStatus.Queued,
        DateTimeOffset? due = null,
        MisfirePolicy misfire = MisfirePolicy.Publish,
        bool dryRun = false,
        int maxAttempts = 4,
        Action<PublishJob>? change = null)
    {
        var piece = content ?? await app.AddContentAsync(state: ContentState.Scheduled, channels: [channel]);
        var at = due ?? app.Clock.GetUtcNow();
        var id = app.Clock.NewId();
        var publication = await app.PublicationAsync(piece.Id, channel, id);
        var job = new PublishJob
        {
            Id = id,
            WorkspaceId = channel.WorkspaceId,
            PublicationId = publication.Id,
            ContentId = piece.Id,
            ChannelId = channel.Id,
            Connector = channel.Connector,
            RunAt = at,
            NextAttemptAt = at,
            Status = status,
            Misfire = misfire,
            DryRun = dryRun,
            MaxAttempts = maxAttempts,
            TotalSteps = 2,
            ContentHash = piece.Hash,
            CorrelationId = "seed",
            CreatedAt = app.Clock.GetUtcNow(),
        };
        change?.Invoke(job);
        await app.AddAsync(job);
        return job;
    }

    /// <summary>The publication of the piece on the channel; begun under the job's key where there is none.</summary>
    public static async Task<Publication> PublicationAsync(this TestApp app, Guid contentId, Channel channel, Guid? key = null)
    {
        await using var db = app.Database.OpenUnscoped();
        var found = await db.Publications.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking().FirstOrDefaultAsync(p => p.ContentId == contentId && p.ChannelId == channel.Id);
        if (found is not null)
        {
            return found;
        }

        var made = new Publication
        {
            Id = app.Clock.NewId(), WorkspaceId = channel.WorkspaceId, ContentId = contentId, ChannelId = channel.Id, Key = key ?? Guid.NewGuid(), Generation = 1, CreatedAt = app.Clock.GetUtcNow(),
        };
        db.Add(made);
        await db.SaveChangesAsync();
        return made;
    }

    public static async Task ChangePublicationAsync(this TestApp app, Guid id, Action<Publication> change)
    {
        await using var db = app.Database.OpenUnscoped();
        change(await db.Publications.IgnoreQueryFilters([Filters.Workspace]).AsTracking().SingleAsync(p => p.Id == id));
        await db.SaveChangesAsync();
    }

    public static async Task<PublishJob> JobAsync(this TestApp app, Guid id)
    {
        await using var db = app.Database.OpenUnscoped();
        return await db.PublishJobs.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking().Include(j => j.Publication).SingleAsync(j => j.Id == id);
    }

    public static async Task<List<PublishAttempt>> AttemptsAsync(this TestApp app, Guid jobId)
    {
        await using var db = app.Database.OpenUnscoped();
        return await db.PublishAttempts.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking().Where(a => a.JobId == jobId).OrderBy(a => a.Number).ToListAsync();
    }

    public static async Task<Channel> ChannelAsync(this TestApp app, Guid id)
    {
        await using var db = app.Database.OpenUnscoped();
        return await db.Channels.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking().SingleAsync(c => c.Id == id);
    }

    public static async Task ChangeChannelAsync(this TestApp app, Guid id, Action<Channel> change)
    {
        await using var db = app.Database.OpenUnscoped();
        change(await db.Channels.IgnoreQueryFilters([Filters.Workspace]).AsTracking().SingleAsync(c => c.Id == id));
        await db.SaveChangesAsync();
    }

    public static async Task<ContentState> StateAsync(this TestApp app, Guid contentId) => (await app.FindContentAsync(contentId))!.State;
}
