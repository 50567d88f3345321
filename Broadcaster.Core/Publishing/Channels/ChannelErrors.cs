using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Jobs still have to run on it.</summary>
public sealed record ChannelInUse(int Jobs)
    : Error("channel.in_use", $"{(Jobs == 1 ? "One job still has" : $"{Jobs} jobs still have")} to run on this channel. Cancel them or let them finish, then delete it; or pause it meanwhile.")
{
    public override IReadOnlyDictionary<string, object?> Details => new Dictionary<string, object?> { ["jobs"] = Jobs };
}

/// <summary>The saved secrets cannot be decrypted with the keys that this installation has.</summary>
public sealed record SecretsUnreadable()
    : Error("channel.secrets_unreadable", "The saved secrets of this channel cannot be read: the installation's keys have changed. Enter the secrets again.");

/// <summary>The channel is of a kind that this installation does not have.</summary>
public sealed record ConnectorMissing(string Connector)
    : Error("channel.connector_missing", $"This installation has no connector '{Connector}'. Install the version that has it, or delete the channel.");
