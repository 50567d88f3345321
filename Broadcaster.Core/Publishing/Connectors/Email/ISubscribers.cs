namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>Who left a channel's list, and the way to leave it. Implemented beside the page behind the link.</summary>
public interface ISubscribers
{
    /// <summary>Those of the addresses (lower-case) that do not want mail of this channel any more.</summary>
    Task<IReadOnlySet<string>> UnsubscribedAsync(Guid workspaceId, Guid channelId, IReadOnlyCollection<string> addresses, CancellationToken ct);

    /// <summary>The path of a recipient's own link, e.g. /u/…: nobody can guess or read it.</summary>
    string UnsubscribePath(Guid workspaceId, Guid channelId, string address);
}
