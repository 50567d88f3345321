using Microsoft.EntityFrameworkCore;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Publishing.Jobs.Queries;

public abstract class JobQueriesTests(DatabaseProvider provider) : IAsyncLifetime
{
    private TestApp app = null!;
    private Channel channel = null!;
    private Channel other = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync(provider, new FakeTime());
        channel = await app.AddChannelAsync(name: "First");
        other = await app.AddChannelAsync("webhook", name: "Second");
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    private Caller Viewer => app.CallerAs(Role.Viewer);

    [Fact]
    public async Task List_FarPastTheEnd_IsEmpty()
    {
        await AddJobAsync(channel, "Alpha", JobStatus.Succeeded, app.Clock.GetUtcNow());

        var page = await app.Get<JobQueries>().ListAsync(Viewer, new JobFilter(), new PageRequest(int.MaxValue, 200), default);

        Assert.Equal((0, 1), (page.Items.Count, page.Total));
    }

    [Fact]
    public async Task List_EveryFilter_NarrowsAndPages()
    {
        var now = app.Clock.GetUtcNow();
        var a = await AddJobAsync(channel, "Alpha", JobStatus.Succeeded, now.AddHours(-3));
        var b = await AddJobAsync(channel, "Beta", JobStatus.Failed, now.AddHours(-2));
        var c = await AddJobAsync(other, "Gamma", JobStatus.Queued, now.AddHours(-1), dryRun: true);

        Assert.Equal([c.Id, b.Id, a.Id], await ListAsync(new JobFilter()));
        Assert.Equal([b.Id, a.Id], await ListAsync(new JobFilter([JobStatus.Succeeded, JobStatus.Failed])));
        Assert.Equal([c.Id], await ListAsync(new JobFilter(ChannelId: other.Id)));
        Assert.Equal([c.Id], await ListAsync(new JobFilter(Connector: "webhook")));
        Assert.Equal([a.Id], await ListAsync(new JobFilter(ContentId: a.ContentId)));
        Assert.Equal([b.Id], await ListAsync(new JobFilter(From: now.AddHours(-2), To: now.AddHours(-1))));
        Assert.Equal([c.Id], await ListAsync(new JobFilter(DryRun: true)));
        Assert.Equal([b.Id], await ListAsync(new JobFilter(Search: "bET")));
        Assert.Equal([a.Id, b.Id], await ListAsync(new JobFilter(), new PageRequest(1, 2, "runAt")));
        Assert.Equal([c.Id], await ListAsync(new JobFilter(), new PageRequest(2, 2, "runAt")));

        var page = await app.Get<JobQueries>().ListAsync(Viewer, new JobFilter(), new PageRequest(1, 1), default);
        Assert.Equal(3, page.Total);
        Assert.Equal(("Gamma", "Second", "Webhook"), (page.Items[0].ContentTitle, page.Items[0].ChannelName, page.Items[0].Provider));
    }

    [Fact]
    public async Task Count_ByStatus_HasEveryStatus()
    {
        await AddJobAsync(channel, "Alpha", JobStatus.Succeeded, app.Clock.GetUtcNow());

        var counts = await app.Get<JobQueries>().CountAsync(Viewer, new JobFilter(), default);

        Assert.Equal(Enum.GetValues<JobStatus>().Length, counts.Count);
        Assert.Equal(1, counts[JobStatus.Succeeded]);
        Assert.Equal(0, counts[JobStatus.Failed]);
    }

    [Fact]
    public async Task Get_WithAttempts_ReadsTheLedger()
    {
        var now = app.Clock.GetUtcNow();
        var job = await AddJobAsync(channel, "Alpha", JobStatus.Failed, now);
        await app.AddAsync(
            new PublishAttempt
            {
                WorkspaceId = app.Workspace.Id,
                JobId = job.Id,
                Number = 1,
                Node = "n1",
                StartedAt = now,
                CorrelationId = "c",
                Outcome = "rejected",
                Requests = """[{"method":"POST","url":"https://x.example/","requestHeaders":{},"requestBody":"{}","status":422,"responseHeaders":{},"responseBody":"no","at":"2026-01-14T12:00:00+00:00","durationMs":12,"problem":null}]""",
                Log = """[{"at":"2026-01-14T12:00:01+00:00","step":"Publishing"},{"at":"2026-01-14T12:00:02+00:00","message":"Refused."}]""",
            },
            new PublishJobEvent { Id = app.Clock.NewId(), WorkspaceId = app.Workspace.Id, JobId = job.Id, At = now.AddSeconds(-1), Message = "Scheduled." });

        var detail = await app.Get<JobQueries>().GetAsync(Viewer, job.Id, default);
        var log = await app.Get<JobQueries>().GetLogAsync(Viewer, job.Id, default);

        var attempt = Assert.Single(detail!.Attempts);
        Assert.Equal((422, 12), (attempt.Requests[0].Status, attempt.Requests[0].DurationMs));
        Assert.Equal(["Scheduled.", "Publishing", "Refused."], log!.Select(l => l.Step ?? l.Message));
    }

    [Fact]
    public async Task Statistics_OfARange_AddUp()
    {
        var now = app.Clock.GetUtcNow();
        foreach (var (duration, lateness) in new[] { (100, 1), (200, 2), (300, 3), (400, 4) })
        {
            await AddJobAsync(channel, "Fine", JobStatus.Succeeded, now.AddHours(-1), duration: duration, lateness: lateness, attempt: 2);
        }

        await AddJobAsync(other, "Bad", JobStatus.Failed, now.AddHours(-1), duration: 1000, lateness: 5);
        await AddJobAsync(other, "Old", JobStatus.Failed, now.AddDays(-3), duration: 1000);
        await AddJobAsync(other, "Try", JobStatus.Succeeded, now.AddHours(-1), dryRun: true);

        var figures = (await app.Get<GetJobStatistics>().ExecuteAsync(Viewer, "24h", default)).Value;
        var all = (await app.Get<GetJobStatistics>().ExecuteAsync(Viewer, "all", default)).Value;

        Assert.Equal((5, 4, 1, 0.8), (figures.Total, figures.ByStatus[JobStatus.Succeeded], figures.ByStatus[JobStatus.Failed], figures.SuccessRate));
        Assert.Equal(400, figures.AverageDurationMs);
        Assert.Equal(880, figures.P95DurationMs!.Value, 6);
        Assert.Equal(3, figures.P50LatenessMs);
        Assert.Equal(4.8, figures.P95LatenessMs!.Value, 6);
        Assert.Equal(4, figures.Retries);
        Assert.Equal(("First", 4, 1.0), (figures.ByChannel[0].ChannelName, figures.ByChannel[0].Total, figures.ByChannel[0].SuccessRate));
        Assert.Equal(("webhook", 1, 0.0), (figures.ByConnector[1].Connector, figures.ByConnector[1].Failed, figures.ByConnector[1].SuccessRate));
        Assert.Equal(6, all.Total);
    }

    [Fact]
    public async Task Statistics_OfNothing_AreEmptyAndNotZeroes()
    {
        var figures = (await app.Get<GetJobStatistics>().ExecuteAsync(Viewer, null, default)).Value;

        Assert.Equal((0, null, null, null), (figures.Total, figures.SuccessRate, figures.AverageDurationMs, figures.P95LatenessMs));
    }

    [Fact]
    public async Task Statistics_UnknownRange_IsRefused()
    {
        var refused = (await app.Get<GetJobStatistics>().ExecuteAsync(Viewer, "1y", default)).Error!;

        Assert.Equal(ErrorKind.Malformed, refused.Kind);
        Assert.Contains("90d", refused.Fields["range"][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_SaysWhatIsWrong()
    {
        var now = app.Clock.GetUtcNow();
        await AddJobAsync(channel, "Late", JobStatus.Queued, now.AddMinutes(-5));
        await AddJobAsync(channel, "Soon", JobStatus.Queued, now.AddMinutes(5));
        await AddJobAsync(channel, "Unsure", JobStatus.Unconfirmed, now.AddMinutes(-5));
        await AddJobAsync(channel, "Manual", JobStatus.AwaitingManual, now.AddMinutes(-5));
        await AddJobAsync(channel, "Failed", JobStatus.Failed, now.AddMinutes(-5));
        var done = await AddJobAsync(channel, "Out", JobStatus.Succeeded, now.AddMinutes(-5));
        await PutOutAsync(done, permalink: "https://x.example/1");
        await app.AddContentAsync("In review", state: ContentState.InReview);
        await HoldAsync(other);
        await AddJobAsync(other, "Held", JobStatus.Queued, now.AddMinutes(-5));

        var dashboard = await app.Get<DashboardQuery>().ExecuteAsync(Viewer, default);

        Assert.Equal(1, dashboard.PendingApprovals);
        Assert.Equal(3, dashboard.JobsByStatus[JobStatus.Queued]);
        Assert.Equal(["Late", "Held", "Soon"], dashboard.Upcoming.Select(j => j.ContentTitle).OrderBy(t => t == "Soon").ThenBy(t => t == "Held"));
        Assert.Equal("https://x.example/1", Assert.Single(dashboard.RecentDeliveries).Permalink);
        Assert.Equal(
            [DashboardAlertKind.ChannelNeedsReconnect, DashboardAlertKind.JobsOverdue, DashboardAlertKind.JobsUnconfirmed, DashboardAlertKind.JobsAwaitingManual, DashboardAlertKind.JobsFailed],
            dashboard.Alerts.Select(a => a.Kind));
        Assert.All(dashboard.Alerts, a => Assert.Equal(1, a.Count));
    }

    [Fact]
    public async Task Deliveries_AndTheirEngagement_TellTheTruth()
    {
        var done = await AddJobAsync(channel, "Out", JobStatus.Succeeded, app.Clock.GetUtcNow());
        await PutOutAsync(done, response: "{}");
        var deliveries = app.Get<DeliveryQueries>();

        var page = await deliveries.ListAsync(Viewer, new DeliveryFilter(Connector: "test"), new PageRequest(), default);
        var none = await deliveries.ListAsync(Viewer, new DeliveryFilter(Connector: "webhook"), new PageRequest(), default);
        var engagement = await deliveries.GetEngagementAsync(Viewer, done.PublicationId, default);

        Assert.Equal("Out", Assert.Single(page.Items).ContentTitle);
        Assert.Empty(none.Items);
        Assert.Equal("{}", (await deliveries.GetAsync(Viewer, done.PublicationId, default))!.Response);
        Assert.Equal("Test gives no numbers about a delivery.", engagement!.Explanation);
        Assert.Empty(engagement.Available);
    }

    [Fact]
    public async Task OtherWorkspace_SeesNothing()
    {
        var job = await AddJobAsync(channel, "Alpha", JobStatus.Succeeded, app.Clock.GetUtcNow());
        var elsewhere = await app.AddWorkspaceAsync("elsewhere");
        var stranger = await app.AddMemberAsync(Role.Owner, "Stranger", elsewhere);

        Assert.Null(await app.Get<JobQueries>().GetAsync(stranger, job.Id, default));
        Assert.Null(await app.Get<JobQueries>().GetLogAsync(stranger, job.Id, default));
        Assert.Empty(await app.Get<JobQueries>().GetManyAsync(stranger, [job.Id], default));
        Assert.Equal(0, (await app.Get<GetJobStatistics>().ExecuteAsync(stranger, "all", default)).Value.Total);
    }

    private async Task<IEnumerable<Guid>> ListAsync(JobFilter filter, PageRequest? page = null) =>
        (await app.Get<JobQueries>().ListAsync(Viewer, filter, page ?? new PageRequest(), default)).Items.Select(j => j.Id);

    private async Task PutOutAsync(PublishJob job, string? permalink = null, string? response = null)
    {
        await using var db = app.Database.OpenUnscoped();
        var publication = await db.Publications.IgnoreQueryFilters([Filters.Workspace]).AsTracking().SingleAsync(p => p.Id == job.PublicationId);
        (publication.Certainty, publication.PublishedAt, publication.Evidence, publication.Permalink, publication.Response) = (Certainty.Out, app.Clock.GetUtcNow(), "sent", permalink, response);
        await db.SaveChangesAsync();
    }

    private async Task HoldAsync(Channel held)
    {
        await using var db = app.Database.OpenUnscoped();
        db.Attach(held);
        held.NeedsReconnect = true;
        await db.SaveChangesAsync();
    }

    private async Task<PublishJob> AddJobAsync(
        Channel to, string title, JobStatus status, DateTimeOffset runAt, bool dryRun = false, int? duration = null, int? lateness = null, int attempt = 1)
    {
        var content = await app.AddContentAsync(title);
        var id = app.Clock.NewId();
        var job = new PublishJob
        {
            Id = id,
            WorkspaceId = app.Workspace.Id,
            PublicationId = (await app.PublicationAsync(content.Id, to, id)).Id,
            ContentId = content.Id,
            ChannelId = to.Id,
            Connector = to.Connector,
            RunAt = runAt,
            NextAttemptAt = status == JobStatus.Queued ? runAt : null,
            CompletedAt = status is JobStatus.Succeeded or JobStatus.Failed ? runAt : null,
            Status = status,
            DryRun = dryRun,
            Attempt = attempt,
            Attempts = attempt,
            DurationMs = duration,
            LatenessMs = lateness,
            MaxAttempts = 4,
            ContentHash = content.Hash,
            CorrelationId = "test",
            CreatedAt = app.Clock.GetUtcNow(),
        };
        await app.AddAsync(job);
        return job;
    }
}

public sealed class SqliteJobQueriesTests() : JobQueriesTests(DatabaseProvider.Sqlite);

public sealed class PostgresJobQueriesTests() : JobQueriesTests(DatabaseProvider.Postgres);
