using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;

namespace Broadcaster.Tests.Publishing.Engine;

public sealed class RunningJobsTests
{
    [Fact]
    public void Add_ClaimedAnewBeforeItsFormerRunLeft_TakesOnePlaceOfTheChannel()
    {
        var jobs = new RunningJobs();
        var claim = Claim();
        var former = jobs.Add(claim);
        var anew = jobs.Add(claim with { Attempt = 2 });
        Assert.Equal((1, 1), (jobs.Count, jobs.HeldBy(claim.ChannelId)));

        jobs.Remove(former);
        Assert.True(jobs.Has(claim.Id));
        jobs.Remove(anew);

        Assert.Equal((0, 0), (jobs.Count, jobs.HeldBy(claim.ChannelId)));
    }

    internal static ClaimedJob Claim() => new()
    {
        Id = Guid.NewGuid(), WorkspaceId = Guid.NewGuid(), PublicationId = Guid.NewGuid(), Action = JobAction.Publish, Attempts = 0, Overwrite = false, ContentId = Guid.NewGuid(), ChannelId = Guid.NewGuid(), Attempt = 1, Failures = 0, MaxAttempts = 1,
        RunAt = default, ClaimedAt = default, StartedAt = default, FirstSentAt = null, Misfire = MisfirePolicy.Publish, DryRun = false, ResendUnknown = false,
        ContentHash = "", CorrelationId = "",
    };
}
