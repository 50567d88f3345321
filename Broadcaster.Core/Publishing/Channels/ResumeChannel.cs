using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Lets a paused channel go on; what became due meanwhile goes out.</summary>
public sealed class ResumeChannel(Database database, WakeUps wakeUps, TimeProvider clock)
{
    public async Task<Result<Channel>> ExecuteAsync(Caller caller, Guid channelId, CancellationToken ct)
    {
        var changed = await ChannelChange.RunAsync(database, clock, caller, channelId, "channel.resumed", channel => channel.Paused = false, ct);
        if (changed.Ok)
        {
            // What was held is due by now.
            wakeUps.At(clock.GetUtcNow());
        }

        return changed;
    }
}
