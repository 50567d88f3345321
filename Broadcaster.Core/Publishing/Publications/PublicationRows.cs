using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Publications;

/// <summary>Finds a piece's publications, or begins them; there is one on a channel, for good.</summary>
internal static class PublicationRows
{
    /// <summary>One a channel, tracked by <paramref name="db"/>; new ones are added to it.</summary>
    public static async Task<Dictionary<Guid, Publication>> OfAsync(
        BroadcasterDbContext db, ContentItem content, IReadOnlyList<Channel> channels, TimeProvider clock, CancellationToken ct)
    {
        var ids = channels.Select(c => c.Id).ToList();
        var found = await db.Publications.AsTracking().Where(p => p.ContentId == content.Id && ids.Contains(p.ChannelId)).ToDictionaryAsync(p => p.ChannelId, ct);
        foreach (var channel in channels.Where(c => !found.ContainsKey(c.Id)))
        {
            var id = clock.NewId();
            found[channel.Id] = db.Publications.Add(new Publication
            {
                Id = id, WorkspaceId = content.WorkspaceId, ContentId = content.Id, ChannelId = channel.Id, Key = id, CreatedAt = clock.GetUtcNow(),
            }).Entity;
        }

        return found;
    }

    /// <summary>
    /// What a new job of the publication goes out under. A new key only where it is certain that nothing is out; while it may be
    /// out, wholly or in part, the next job goes on under the same key, with the same checkpoints.
    /// </summary>
    public static void BeginUnder(this Publication publication, Guid jobId)
    {
        if (publication.Certainty is not (Certainty.NotOut or Certainty.Removed))
        {
            return;
        }

        publication.Key = jobId;
        publication.Generation++;
        publication.FirstSentAt = null;
    }

    /// <summary>A person says that it is out.</summary>
    public static void Confirm(this Publication publication, PublishJob job, string? externalId, string? permalink, DateTimeOffset now)
    {
        publication.Certainty = Certainty.Out;
        publication.Evidence = "confirmed";
        publication.ExternalId = externalId ?? publication.ExternalId;
        publication.Permalink = permalink ?? publication.Permalink;
        publication.PublishedAt ??= now;
        publication.ContentHash = job.ContentHash;
        publication.CurrentContentId = job.ContentId;
    }

    /// <summary>A person looked and says that it is not out.</summary>
    public static void Deny(this Publication publication)
    {
        publication.Certainty = Certainty.NotOut;
        publication.Evidence = "denied";
    }
}
