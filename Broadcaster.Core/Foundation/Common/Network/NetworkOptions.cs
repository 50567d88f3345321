namespace Broadcaster.Core.Foundation.Common.Network;

/// <summary>Which addresses channels and research may reach. Section <c>Network</c>.</summary>
public sealed class NetworkOptions
{
    /// <summary>Lets requests reach loopback and private ranges. Link-local and metadata addresses stay refused.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>What is allowed beside public addresses: host names (also <c>*.example.lan</c>), addresses, or ranges such as <c>10.1.0.0/16</c>.</summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];
}
