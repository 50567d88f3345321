using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Live;

/// <summary>Reads what a live message says about content: all but the text.</summary>
public sealed class LiveContents(Database database)
{
    public async Task<IReadOnlyList<LiveContent>> GetManyAsync(Caller caller, IReadOnlyCollection<Guid> contentIds, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return await db.Contents.Where(c => contentIds.Contains(c.Id))
            .Select(c => new LiveContent(c.Id, c.Title, c.Slug, c.State, c.Hash, c.ApprovedHash, c.ScheduledAt, c.PublishedAt, c.UpdatedAt, c.UpdatedBy, c.Version))
            .ToListAsync(ct);
    }

    /// <summary>Whether a topic names something of the caller's workspace.</summary>
    public async Task<bool> ExistsAsync(Caller caller, LiveTopic topic, CancellationToken ct)
    {
        if (topic.Id is not { } id)
        {
            return true;
        }

        await using var db = database.Read(caller);
        return topic.Kind switch
        {
            "content" => await db.Contents.AnyAsync(c => c.Id == id, ct),
            "plan" => await db.Plans.AnyAsync(p => p.Id == id, ct),
            "job" => await db.PublishJobs.AnyAsync(j => j.Id == id, ct),
            _ => false,
        };
    }
}

/// <summary>A piece without its text.</summary>
public sealed record LiveContent(
    Guid Id,
    string Title,
    string Slug,
    ContentState State,
    string ContentHash,
    string? ApprovedHash,
    DateTimeOffset? ScheduledAt,
    DateTimeOffset? PublishedAt,
    DateTimeOffset UpdatedAt,
    Guid? UpdatedBy,
    int Version);
