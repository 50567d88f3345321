using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Navigation;

/// <summary>What this member, with this role, can move on: reviews, own pieces with changes requested, jobs that need a word. Longest waiting first.</summary>
public sealed class WaitingForMe(Database database)
{
    public async Task<IReadOnlyList<WaitingItem>> ReadAsync(Caller caller, int mostOfEach, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var found = new List<WaitingItem>();
        if (await PendingApprovals.WaitingForAsync(db, caller, ct) is { } toReview)
        {
            found.AddRange(await toReview
                .OrderBy(c => c.SubmittedAt).ThenBy(c => c.Id).Take(mostOfEach)
                .Select(c => new WaitingItem(WaitingKind.Review, c.Id, c.Title, c.SubmittedAt ?? c.UpdatedAt, null, null))
                .ToListAsync(ct));
        }

        if (caller.MemberId is { } me)
        {
            found.AddRange(await db.Contents
                .Where(c => c.State == ContentState.Rejected && c.CreatedBy == me)
                .OrderBy(c => c.UpdatedAt).ThenBy(c => c.Id).Take(mostOfEach)
                .Select(c => new WaitingItem(WaitingKind.ChangesRequested, c.Id, c.Title, c.UpdatedAt, null, null))
                .ToListAsync(ct));
        }

        if (caller.May(WorkspaceAction.Publish))
        {
            found.AddRange(await db.PublishJobs
                .Where(j => j.Status == JobStatus.Unconfirmed || j.Status == JobStatus.AwaitingManual)
                .OrderBy(j => j.RunAt).ThenBy(j => j.Id).Take(mostOfEach)
                .Select(j => new WaitingItem(
                    j.Status == JobStatus.Unconfirmed ? WaitingKind.Unconfirmed : WaitingKind.ByHand, j.Id, j.Content!.Title, j.RunAt, j.Channel!.Name, j.Connector))
                .ToListAsync(ct));
        }

        return found;
    }
}

/// <summary>Something that waits for a person.</summary>
/// <param name="Id">The piece's, or the job's.</param>
/// <param name="ChannelName">For jobs.</param>
public sealed record WaitingItem(WaitingKind Kind, Guid Id, string Title, DateTimeOffset Since, string? ChannelName, string? Connector);

public enum WaitingKind
{
    Review,
    ChangesRequested,
    Unconfirmed,
    ByHand,
}
