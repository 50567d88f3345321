using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>The ids of what a job is made of.</summary>
public sealed record JobParts(Guid Id, Guid WorkspaceId, Guid PublicationId, Guid ContentId, Guid ChannelId)
{
    internal static JobParts Of(ClaimedJob job) => new(job.Id, job.WorkspaceId, job.PublicationId, job.ContentId, job.ChannelId);

    public static JobParts Of(PublishJob job) => new(job.Id, job.WorkspaceId, job.PublicationId, job.ContentId, job.ChannelId);
}
