using System.Diagnostics;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Scheduling;

/// <summary>
/// Makes the jobs of a schedule within somebody else's unit of work, so that "approve and schedule" is one commit. The
/// caller saves and then calls <see cref="Wake"/>.
/// </summary>
public sealed class JobPlanner(ConnectorRegistry connectors, ContentCheck check, WakeUps wakeUps, TimeProvider clock)
{
    /// <summary>
    /// Adds the jobs to the context and moves the piece. Refuses with the field named: a past or impossible time, an unknown,
    /// paused or broken channel, content that a channel will not take, a piece that is not approved where it has to be.
    /// </summary>
    /// <param name="content">Tracked by <paramref name="db"/>, with tags, targets and variants loaded.</param>
    /// <param name="now">True: it goes out at once and the request's times are ignored.</param>
    public async Task<Result<IReadOnlyList<PublishJob>>> PlanAsync(
        BroadcasterDbContext db, Caller caller, ContentItem content, ScheduleRequest request, CancellationToken ct, bool now = false)
    {
        if (caller.Refuse(WorkspaceAction.Publish) is { } refused)
        {
            return refused;
        }

        var move = now ? ContentWorkflow.Publish : ContentWorkflow.Schedule;
        var workspace = await db.Workspaces.FirstAsync(w => w.Id == caller.WorkspaceId, ct);
        if (RefuseState(content, move, workspace.Settings.Approvals, caller, request.DryRun) is { } illegal)
        {
            return illegal;
        }

        var instant = clock.GetUtcNow();
        var time = now ? new ScheduleTime(instant, null, null) : ScheduleTime.Resolve(request, workspace.TimeZone, instant);
        if (!time.Ok)
        {
            return time.Error;
        }

        var channels = await ChannelsOfAsync(db, content, request, ct);
        if (!channels.Ok)
        {
            return channels.Error;
        }

        if (await check.RefuseAsync(db, workspace, content, channels.Value, ct) is { } unfit)
        {
            return unfit;
        }

        var publications = await PublicationRows.OfAsync(db, content, channels.Value, clock, ct);
        if (!request.DryRun && channels.Value.Find(c => publications[c.Id].Certainty == Certainty.Out) is { } done)
        {
            return new AlreadyOut(done.Name);
        }

        var jobs = channels.Value.Select(channel => JobFor(caller, workspace, content, channel, publications[channel.Id], request, time.Value, instant)).ToList();
        foreach (var job in jobs.Where(j => !j.DryRun))
        {
            publications[job.ChannelId].BeginUnder(job.Id);
        }

        db.PublishJobs.AddRange(jobs);
        if (!request.DryRun)
        {
            content.State = now ? ContentState.Publishing : ContentState.Scheduled;
            content.ScheduledAt = time.Value.RunAt;
            content.UpdatedAt = instant;
        }

        return jobs;
    }

    /// <summary>Tells the dispatcher, after the save: at once for what is due, at its time for the rest.</summary>
    public void Wake(IEnumerable<PublishJob> jobs)
    {
        foreach (var runAt in jobs.Select(j => j.RunAt).Distinct())
        {
            wakeUps.At(runAt);
        }
    }

    private static Error? RefuseState(ContentItem content, string move, ApprovalSettings approvals, Caller caller, bool dryRun)
    {
        var done = content.State is ContentState.Published or ContentState.PartiallyPublished or ContentState.Scheduled or ContentState.Publishing;
        if (!(dryRun && done) && ContentWorkflow.Refuse(content, move, caller) is { } illegal)
        {
            // In review there is a better answer than "illegal move": what is missing is the approval.
            return content.State is ContentState.InReview or ContentState.Rejected && approvals.Mode != ApprovalMode.None
                ? new ContentNotApproved(SnakeCase.Of(content.State))
                : illegal;
        }

        return approvals.Mode == ApprovalMode.Required && content.ApprovedHash != content.Hash
            ? new ContentNotApproved(SnakeCase.Of(content.State))
            : null;
    }

    private async Task<Result<List<Channel>>> ChannelsOfAsync(BroadcasterDbContext db, ContentItem content, ScheduleRequest request, CancellationToken ct)
    {
        var ids = (request.ChannelIds.Count > 0 ? request.ChannelIds : [.. content.Targets.Select(t => t.ChannelId)]).Distinct().ToList();
        if (ids.Count == 0)
        {
            return InvalidInput.Of("channelIds", "Choose at least one channel.", "schedule.no_channels");
        }

        var found = await db.Channels.Where(c => ids.Contains(c.Id) && c.DeletedAt == null).ToListAsync(ct);
        var problems = new List<string>();
        problems.AddRange(ids.Where(id => found.TrueForAll(c => c.Id != id)).Select(id => $"There is no channel {id} in this workspace."));
        problems.AddRange(found.Where(c => c.Paused).Select(c => $"{c.Name} is paused. Resume it on the Channels page first."));
        problems.AddRange(found.Where(c => c.NeedsReconnect).Select(c => $"{c.Name} has to be reconnected first: its credentials were refused."));
        problems.AddRange(found.Where(c => !connectors.TryGet(c.Connector, out _)).Select(c => $"{c.Name} needs the connector \"{c.Connector}\", which is not installed."));
        if (problems.Count > 0)
        {
            return new InvalidInput(new Dictionary<string, string[]> { ["channelIds"] = [.. problems] }, "schedule.channel_unavailable");
        }

        if (content.ApprovedHash == content.Hash && content.Targets.Count > 0
            && found.Where(c => content.Targets.TrueForAll(t => t.ChannelId != c.Id)).Select(c => c.Name).ToList() is { Count: > 0 } uncovered)
        {
            return new ChannelNotApproved(uncovered);
        }

        if (request.DryRun)
        {
            return found;
        }

        var over = JobWorkflow.All(JobWorkflow.IsOver);
        var taken = await db.PublishJobs
            .Where(j => j.ContentId == content.Id && ids.Contains(j.ChannelId) && !j.DryRun && j.Action == JobAction.Publish && !over.Contains(j.Status))
            .Select(j => j.ChannelId)
            .FirstOrDefaultAsync(ct);
        return taken == Guid.Empty ? found : new AlreadyScheduled(found.First(c => c.Id == taken).Name);
    }

    private PublishJob JobFor(Caller caller, Workspace workspace, ContentItem content, Channel channel, Publication publication, ScheduleRequest request, ScheduleTime time, DateTimeOffset now) => new()
    {
        Id = clock.NewId(),
        WorkspaceId = caller.WorkspaceId,
        PublicationId = publication.Id,
        Publication = publication,
        ContentId = content.Id,
        ChannelId = channel.Id,
        Connector = channel.Connector,
        RunAt = time.RunAt,
        NextAttemptAt = time.RunAt,
        LocalTime = time.LocalTime,
        TimeZone = time.TimeZone,
        Misfire = request.Misfire ?? workspace.Settings.Publishing.DefaultMisfire,
        DryRun = request.DryRun,
        MaxAttempts = 1 + (channel.MaxRetries ?? workspace.Settings.Publishing.MaxRetries),
        TotalSteps = connectors.Get(channel.Connector).Descriptor.Steps.Count,
        ContentHash = content.Hash,
        CorrelationId = caller.CorrelationId ?? Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N"),
        CreatedAt = now,
        CreatedBy = caller.MemberId,
    };
}
