using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Holds everything that is to go out on a channel until it is resumed.</summary>
public sealed class PauseChannel(Database database, TimeProvider clock)
{
    public Task<Result<Channel>> ExecuteAsync(Caller caller, Guid channelId, CancellationToken ct) =>
        ChannelChange.RunAsync(database, clock, caller, channelId, "channel.paused", channel => channel.Paused = true, ct);
}
