namespace Broadcaster.Core.Publishing.Channels;

/// <summary>The state of a channel in one word.</summary>
public enum ChannelHealth
{
    Ok,
    BackingOff,
    OpenCircuit,
    NeedsReconnect,
    Paused,
}
