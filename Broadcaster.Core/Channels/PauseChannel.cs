using Broadcaster.Core.Common;
using Broadcaster.Core.Data;
using Broadcaster.Core.Workspaces;

namespace Broadcaster.Core.Channels;

/// <summary>Holds everything that is to go out on a channel until it is resumed.</summary>
public sealed class PauseChannel(Database database, TimeProvider clock)
{
    public Task<Result<Channel>> ExecuteAsync(Caller caller, Guid channelId, CancellationToken ct) =>
        ChannelChange.RunAsync(database, clock, caller, channelId, "channel.paused", channel => channel.Paused = true, ct);
}
