using Broadcaster.Core.Common;
using Broadcaster.Core.Data;
using Broadcaster.Core.Scheduling;
using Broadcaster.Core.Workspaces;

namespace Broadcaster.Core.Channels;

/// <summary>Somebody says that the channel works again: closes its circuit and lets its held jobs go.</summary>
public sealed class ReconnectChannel(Database database, WakeUps wakeUps, TimeProvider clock)
{
    public async Task<Result<Channel>> ExecuteAsync(Caller caller, Guid channelId, CancellationToken ct)
    {
        var changed = await ChannelChange.RunAsync(
            database,
            clock,
            caller,
            channelId,
            "channel.reconnected",
            channel =>
            {
                channel.Reconnected();
                channel.BackOffUntil = null;
            },
            ct);
        if (changed.Ok)
        {
            // What was held is due by now.
            wakeUps.At(clock.GetUtcNow());
        }

        return changed;
    }
}
