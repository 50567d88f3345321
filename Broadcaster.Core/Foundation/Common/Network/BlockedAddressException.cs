using System.Net;

namespace Broadcaster.Core.Foundation.Common.Network;

/// <summary>A connection that the guard refused before it was opened.</summary>
public sealed class BlockedAddressException(string host, IPAddress? address, string kind)
    : IOException(NetworkGuard.Explain(host, address, kind))
{
    /// <summary>What an administrator may set to allow it.</summary>
    public string Hint { get; } = NetworkGuard.HowToAllow(host);
}
