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
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Publications;

/// <summary>
/// What comes after the publication: updating what is out with a newer approved revision, taking it down, looking whether it
/// is still there. Each is a job like any other, with its ledger and its live progress.
/// </summary>
public sealed class CareForPublication(Database database, ConnectorRegistry connectors, ContentCheck check, WakeUps wakeUps, TimeProvider clock)
{
    /// <summary>Sends an approved revision of the piece to the same post.</summary>
    /// <param name="contentId">The revision: approved where the workspace wants that, and descended from the piece that is out.</param>
    /// <param name="runAt">Null: now.</param>
    public async Task<Result<PublishJob>> UpdateAsync(Caller caller, Guid publicationId, Guid contentId, DateTimeOffset? runAt, CancellationToken ct)
    {
        await using var db = database.Write(caller, "publication.update_requested");
        var care = await FindAsync(db, caller, publicationId, JobAction.Update, runAt, ct);
        if (!care.Ok)
        {
            return care.Error;
        }

        var content = await db.Contents.AsTracking().Include(c => c.Tags).Include(c => c.Targets).Include(c => c.Variants).Include(c => c.Approvals)
            .AsSplitQuery().FirstOrDefaultAsync(c => c.Id == contentId, ct);
        if (content is null)
        {
            return InvalidInput.Of("contentId", "There is no such content in this workspace.");
        }

        if (!await DescendsAsync(db, content, care.Value.Publication.ContentId, ct))
        {
            return InvalidInput.Of("contentId", "This is not a revision of the piece that is out. Revise that piece, have the revision approved, and send it.");
        }

        var workspace = await db.Workspaces.AsNoTracking().FirstAsync(w => w.Id == caller.WorkspaceId, ct);
        if (RefuseRevision(content, workspace.Settings.Approvals, caller) is { } notReady)
        {
            return notReady;
        }

        if (content.ApprovedHash == content.Hash && content.Targets.Count > 0 && content.Targets.TrueForAll(t => t.ChannelId != care.Value.Channel.Id))
        {
            return new ChannelNotApproved([care.Value.Channel.Name]);
        }

        if (await check.RefuseAsync(db, workspace, content, [care.Value.Channel], ct) is { } unfit)
        {
            return unfit;
        }

        var job = await AddAsync(db, caller, care.Value, JobAction.Update, content.Id, content.Hash, runAt, workspace, ct);
        if (content.State is ContentState.Approved or ContentState.Draft or ContentState.Failed)
        {
            content.State = runAt is null ? ContentState.Publishing : ContentState.Scheduled;
            content.ScheduledAt = job.RunAt;
        }

        return await SaveAsync(db, job, care.Value.Channel, "An update", ct);
    }

    /// <summary>Takes it down, now or at a time.</summary>
    public async Task<Result<PublishJob>> RemoveAsync(Caller caller, Guid publicationId, DateTimeOffset? runAt, string? reason, CancellationToken ct)
    {
        await using var db = database.Write(caller, "publication.removal_requested");
        var care = await FindAsync(db, caller, publicationId, JobAction.Remove, runAt, ct);
        if (!care.Ok)
        {
            return care.Error;
        }

        var workspace = await db.Workspaces.AsNoTracking().FirstAsync(w => w.Id == caller.WorkspaceId, ct);
        var publication = care.Value.Publication;
        var job = await AddAsync(db, caller, care.Value, JobAction.Remove, publication.CurrentContentId ?? publication.ContentId, publication.ContentHash ?? "", runAt, workspace, ct);
        publication.ExpiresAt = runAt;
        if (!string.IsNullOrWhiteSpace(reason))
        {
            db.Note(job, $"{caller.Name}: {reason.Trim()}", clock);
        }

        return await SaveAsync(db, job, care.Value.Channel, "Taking it down", ct);
    }

    /// <summary>Looks whether it is still there.</summary>
    public async Task<Result<PublishJob>> VerifyAsync(Caller caller, Guid publicationId, CancellationToken ct)
    {
        await using var db = database.Write(caller, "publication.verification_requested");
        var care = await FindAsync(db, caller, publicationId, JobAction.Verify, null, ct);
        if (!care.Ok)
        {
            return care.Error;
        }

        var workspace = await db.Workspaces.AsNoTracking().FirstAsync(w => w.Id == caller.WorkspaceId, ct);
        var publication = care.Value.Publication;
        var job = await AddAsync(db, caller, care.Value, JobAction.Verify, publication.CurrentContentId ?? publication.ContentId, publication.ContentHash ?? "", null, workspace, ct);
        return await SaveAsync(db, job, care.Value.Channel, "A look", ct);
    }

    private async Task<Result<Care>> FindAsync(BroadcasterDbContext db, Caller caller, Guid publicationId, JobAction action, DateTimeOffset? runAt, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.Publish) is { } refused)
        {
            return refused;
        }

        var publication = await db.Publications.AsTracking().Include(p => p.Channel).FirstOrDefaultAsync(p => p.Id == publicationId, ct);
        if (publication is null)
        {
            return new NotFound("publication");
        }

        var channel = publication.Channel!;
        var (capability, code, what) = action switch
        {
            JobAction.Update => (Capabilities.Update, "publication.cannot_update", "update what is out"),
            JobAction.Remove => (Capabilities.Remove, "publication.cannot_remove", "take down what is out"),
            _ => (Capabilities.Verify, "publication.cannot_verify", "tell whether it is still there"),
        };
        if (publication.Certainty != Certainty.Out)
        {
            return new PublicationNotOut(channel.Name, publication.Certainty);
        }

        if (!connectors.TryGet(channel.Connector, out var connector) || !connector.Descriptor.Capabilities.HasFlag(capability))
        {
            return new CannotDo(code, channel.Name, what);
        }

        if (channel.DeletedAt is not null)
        {
            return new ChannelDeleted();
        }

        return runAt < clock.GetUtcNow().AddSeconds(-5)
            ? InvalidInput.Of("runAt", "That is in the past. Choose a later time, or leave it out to do it now.", "schedule.in_past")
            : new Care(publication, channel, connector);
    }

    private static Error? RefuseRevision(ContentItem content, ApprovalSettings approvals, Caller caller)
    {
        var ready = content.State is ContentState.Approved or ContentState.Scheduled or ContentState.Publishing or ContentState.Published or ContentState.PartiallyPublished or ContentState.Failed
            || (content.State == ContentState.Draft && (approvals.Mode is ApprovalMode.None or ApprovalMode.Optional));
        return !ready || (approvals.Mode == ApprovalMode.Required && content.ApprovedHash != content.Hash)
            ? new ContentNotApproved(SnakeCase.Of(content.State))
            : null;
    }

    // A revision of a revision counts; a piece is a revision of itself.
    private static async Task<bool> DescendsAsync(BroadcasterDbContext db, ContentItem content, Guid ancestor, CancellationToken ct)
    {
        const int deepest = 1000;
        Guid? next = content.Id;
        for (var depth = 0; next is { } id && depth < deepest; depth++)
        {
            if (id == ancestor)
            {
                return true;
            }

            next = id == content.Id ? content.ParentId : await db.Contents.AsNoTracking().Where(c => c.Id == id).Select(c => c.ParentId).FirstOrDefaultAsync(ct);
        }

        return false;
    }

    private async Task<PublishJob> AddAsync(
        BroadcasterDbContext db, Caller caller, Care care, JobAction action, Guid contentId, string hash, DateTimeOffset? runAt, Workspace workspace, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (action != JobAction.Verify)
        {
            // A look that waits would only hold up what changes something.
            foreach (var look in await db.PublishJobs.AsTracking().Where(j => j.PublicationId == care.Publication.Id && j.Action == JobAction.Verify && j.Status == JobStatus.Queued).ToListAsync(ct))
            {
                look.Status = JobStatus.Cancelled;
                look.CompletedAt = now;
                look.NextAttemptAt = null;
            }
        }

        var job = new PublishJob
        {
            Id = clock.NewId(),
            WorkspaceId = caller.WorkspaceId,
            PublicationId = care.Publication.Id,
            Action = action,
            ContentId = contentId,
            ChannelId = care.Channel.Id,
            Connector = care.Channel.Connector,
            RunAt = runAt ?? now,
            NextAttemptAt = runAt ?? now,
            MaxAttempts = 1 + (care.Channel.MaxRetries ?? workspace.Settings.Publishing.MaxRetries),
            TotalSteps = care.Connector.Descriptor.Steps.Count,
            ContentHash = hash,
            CorrelationId = caller.CorrelationId ?? Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N"),
            CreatedAt = now,
            CreatedBy = caller.MemberId,
        };
        db.PublishJobs.Add(job);
        return job;
    }

    private async Task<Result<PublishJob>> SaveAsync(BroadcasterDbContext db, PublishJob job, Channel channel, string what, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new CareUnderWay(channel.Name, what);
        }
        catch (DbUpdateException clash) when (clash.InnerException?.Message.Contains("publish_jobs", StringComparison.Ordinal) == true)
        {
            return new CareUnderWay(channel.Name, what);
        }

        wakeUps.At(job.RunAt);
        return job;
    }

    private sealed record Care(Publication Publication, Channel Channel, IConnector Connector);
}
