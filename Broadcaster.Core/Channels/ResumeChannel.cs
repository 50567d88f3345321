using Broadcaster.Core.Common;
using Broadcaster.Core.Data;
using Broadcaster.Core.Workspaces;

namespace Broadcaster.Core.Channels;

/// <summary>Lets a paused channel go on; what became due meanwhile goes out.</summary>
public sealed class ResumeChannel(Database database, TimeProvider clock)
{
    public Task<Result<Channel>> ExecuteAsync(Caller caller, Guid channelId, CancellationToken ct) =>
        ChannelChange.RunAsync(database, clock, caller, channelId, "channel.resumed", channel => channel.Paused = false, ct);
}
