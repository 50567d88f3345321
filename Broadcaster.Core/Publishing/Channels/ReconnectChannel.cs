using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Publishing.Channels;

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
