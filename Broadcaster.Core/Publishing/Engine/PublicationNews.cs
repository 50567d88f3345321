using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>What an outcome says about its publication: how certain it is, where it is, whether it was seen.</summary>
internal static class PublicationNews
{
    /// <param name="sent">Something of the attempt passed the wire.</param>
    /// <param name="begunAt">When it began to send; null: it never did.</param>
    public static PublicationChange? After(ClaimedJob job, JobWork work, JobTransition transition, PublishOutcome? outcome, bool sent, DateTimeOffset? begunAt, DateTimeOffset now)
    {
        var delivered = outcome as PublishOutcome.Succeeded;
        var publication = work.Publication;
        return job.Action switch
        {
            JobAction.Publish => new PublicationChange
            {
                Certainty = transition.Certainty,
                Evidence = delivered is null ? null : "sent",
                SentAt = sent ? job.FirstSentAt ?? begunAt : null,
                Delivery = delivered is null ? null : Proof(delivered, job),
                NextVerifyAt = delivered is null ? null : VerifyRhythm.Next(work, now, now),
            },
            JobAction.Update when delivered is not null => new PublicationChange
            {
                Delivery = Proof(delivered, job), Evidence = "sent", NextVerifyAt = VerifyRhythm.Next(work, publication.PublishedAt ?? now, now),
            },
            JobAction.Update when outcome is PublishOutcome.Gone => new PublicationChange { Seen = false },
            JobAction.Remove when transition.Certainty == Certainty.Removed => new PublicationChange { Certainty = Certainty.Removed },
            JobAction.Verify when delivered is not null || outcome is PublishOutcome.Gone => new PublicationChange
            {
                Seen = delivered is not null, NextVerifyAt = VerifyRhythm.Next(work, publication.PublishedAt ?? now, now),
            },
            JobAction.Verify => new PublicationChange { NextVerifyAt = VerifyRhythm.Next(work, publication.PublishedAt ?? now, now) },
            _ => null,
        };
    }

    private static NewDelivery Proof(PublishOutcome.Succeeded delivered, ClaimedJob job) => new(
        delivered.ExternalId, delivered.Permalink, StorableText.Cut(delivered.Response, JobRunner.LongestResponse), delivered.PlatformVersion, job.ContentHash, job.ContentId);
}
