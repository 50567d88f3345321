using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Deletes a channel and its secrets. The row stays behind for the ledger; nothing can be sent there any more.</summary>
public sealed class DeleteChannel(Database database, TimeProvider clock)
{
    public async Task<Result> ExecuteAsync(Caller caller, Guid channelId, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ManageChannels) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, "channel.deleted");
        var channel = await db.Channels.FirstOrDefaultAsync(c => c.Id == channelId && c.DeletedAt == null, ct);
        if (channel is null)
        {
            return new NotFound("channel");
        }

        var live = await db.PublishJobs.CountAsync(
            j => j.ChannelId == channelId && j.Status != JobStatus.Succeeded && j.Status != JobStatus.Failed && j.Status != JobStatus.Cancelled, ct);
        if (live > 0)
        {
            return new ChannelInUse(live);
        }

        channel.DeletedAt = channel.UpdatedAt = clock.GetUtcNow();
        channel.Secrets = null;
        channel.SecretsSet = "";
        var saved = await ChannelSave.RunAsync(db, channel, ct);
        return saved.Ok ? Result.Done : saved.Error;
    }
}
