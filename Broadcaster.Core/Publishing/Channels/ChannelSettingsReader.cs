using System.Collections.Concurrent;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Contracts.Settings;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Gives a channel's settings record, secrets included; the last one of each channel is kept, since every job asks.</summary>
public sealed class ChannelSettingsReader(ConnectorRegistry connectors, ChannelSecrets secrets)
{
    private readonly ConcurrentDictionary<Guid, Bound> cache = new();

    public Result<object> Read(Channel channel)
    {
        // Every change of settings or secrets counts the version up.
        if (cache.TryGetValue(channel.Id, out var known) && known.Version == channel.Version && known.Secrets == channel.Secrets)
        {
            return known.Settings;
        }

        if (!connectors.TryGet(channel.Connector, out var connector))
        {
            return new ConnectorMissing(channel.Connector);
        }

        var opened = secrets.Unprotect(channel.WorkspaceId, channel.Secrets);
        if (!opened.Ok)
        {
            return opened.Error;
        }

        var bound = ConnectorSettings.Bind(connector, channel.Settings, opened.Value.ToJsonString());
        if (bound.Ok)
        {
            cache[channel.Id] = new Bound(channel.Version, channel.Secrets, bound.Value);
        }

        return bound;
    }

    private sealed record Bound(int Version, string? Secrets, object Settings);
}
