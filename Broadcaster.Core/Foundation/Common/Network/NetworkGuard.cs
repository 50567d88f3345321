using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Foundation.Common.Network;

/// <summary>
/// Keeps requests to addresses that users type away from this machine and its network. It judges the addresses that a name
/// resolves to, at every connection, and connects to exactly those: a name cannot change its mind in between.
/// </summary>
public sealed class NetworkGuard
{
    private readonly bool allowPrivate;
    private readonly HashSet<string> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> suffixes = [];
    private readonly List<IPNetwork> ranges = [];

    public NetworkGuard(IOptions<NetworkOptions> options)
    {
        allowPrivate = options.Value.AllowPrivateAddresses;
        foreach (var entry in options.Value.AllowedHosts.Select(h => h.Trim()).Where(h => h.Length > 0))
        {
            if (IPNetwork.TryParse(entry, out var range))
            {
                ranges.Add(range);
            }
            else if (IPAddress.TryParse(entry, out var address))
            {
                ranges.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            }
            else if (entry.StartsWith("*.", StringComparison.Ordinal))
            {
                suffixes.Add(entry[1..]);
            }
            else
            {
                hosts.Add(entry.TrimEnd('.'));
            }
        }
    }

    /// <summary>Null when a typed address may be used; otherwise why not and what to do. No look-up: names are judged when connecting.</summary>
    public string? Refuse(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            return "Write a whole address that starts with https:// or http://.";
        }

        return RefuseHost(address.IdnHost);
    }

    /// <inheritdoc cref="Refuse"/>
    public string? RefuseHost(string host)
    {
        if (IsAllowedName(host))
        {
            return null;
        }

        var address = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? literal
            : host.TrimEnd('.').Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.TrimEnd('.').EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : null;
        return address is not null && Judge(address) is { } kind ? $"{Explain(host, address, kind.Name)} {HowToAllow(host)}" : null;
    }

    /// <summary>Whether a connection to the address is allowed, however it was found.</summary>
    public bool Allows(IPAddress address) => Judge(address) is null;

    /// <summary>Resolves, judges and connects. Throws <see cref="BlockedAddressException"/> or <see cref="SocketException"/>: nothing was sent then.</summary>
    public async ValueTask<Socket> ConnectAsync(string host, int port, CancellationToken ct)
    {
        var bare = host.Trim('[', ']');
        IPAddress[] found = IPAddress.TryParse(bare, out var literal) ? [literal] : await ResolveAsync(bare, ct);
        var candidates = IsAllowedName(bare) ? found : Array.FindAll(found, Allows);
        if (candidates.Length == 0)
        {
            throw found.Length == 0
                ? new SocketException((int)SocketError.HostNotFound)
                : new BlockedAddressException(bare, found[0], Judge(found[0])?.Name ?? "reserved");
        }

        for (var i = 0; ; i++)
        {
            var socket = new Socket(candidates[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(candidates[i], port), ct);
                return socket;
            }
            catch (SocketException) when (i + 1 < candidates.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private static async Task<IPAddress[]> ResolveAsync(string name, CancellationToken ct)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name, ct);
        }
        catch (ArgumentException)
        {
            // Longer than any name can be, or no name at all.
            throw new SocketException((int)SocketError.HostNotFound);
        }
    }

    internal static string Explain(string host, IPAddress? address, string kind) =>
        address is null || address.ToString() == host.Trim('[', ']')
            ? $"{host} is a {kind} address, which requests may not reach."
            : $"{host} is {address}, a {kind} address, which requests may not reach.";

    internal static string HowToAllow(string host) =>
        $"If this is meant, an administrator can add \"{host.Trim('[', ']')}\" to Network:AllowedHosts, or set Network:AllowPrivateAddresses to true for loopback and private ranges.";

    private AddressKind? Judge(IPAddress address)
    {
        var kind = AddressKinds.Of(address);
        if (kind is null || (kind.Severity == AddressKind.Private && allowPrivate))
        {
            return null;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return ranges.Exists(r => r.BaseAddress.AddressFamily == plain.AddressFamily && r.Contains(plain)) ? null : kind;
    }

    private bool IsAllowedName(string host)
    {
        var name = host.TrimEnd('.');
        return hosts.Contains(name) || suffixes.Exists(s => name.EndsWith(s, StringComparison.OrdinalIgnoreCase));
    }
}
