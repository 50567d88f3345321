using System.Net;
using System.Net.Sockets;

namespace Broadcaster.Core.Foundation.Common.Network;

/// <summary>Tells the addresses of the public internet from all others (IANA's special-purpose registries).</summary>
internal static class AddressKinds
{
    private static readonly (IPNetwork Range, AddressKind Kind)[] Special =
    [
        .. Ranges(AddressKind.Private, "loopback", "127.0.0.0/8", "::1/128"),
        .. Ranges(AddressKind.Private, "private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"),

        // Cloud metadata lives in 169.254.0.0/16, 100.100.100.200 and fd00:ec2::254: never a place to publish to.
        .. Ranges(AddressKind.Never, "link-local", "169.254.0.0/16", "fe80::/10", "fec0::/10"),
        .. Ranges(AddressKind.Never, "metadata", "100.100.100.200/32", "192.0.0.192/32", "fd00:ec2::254/128"),
        .. Ranges(AddressKind.Never, "reserved", "0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "::/128", "100::/64", "2001:db8::/32", "2001::/23", "3fff::/20", "5f00::/16"),
        .. Ranges(AddressKind.Never, "multicast", "224.0.0.0/4", "ff00::/8"),
    ];

    /// <summary>Null for a public address; otherwise what it is. Addresses that carry an IPv4 one are judged by that.</summary>
    public static AddressKind? Of(IPAddress address)
    {
        var plain = Unwrap(address);
        AddressKind? found = null;
        foreach (var (range, kind) in Special)
        {
            // The strictest rule wins: a metadata address may lie within a private range.
            if (range.BaseAddress.AddressFamily == plain.AddressFamily && range.Contains(plain) && (found is null || kind.Severity > found.Severity))
            {
                found = kind;
            }
        }

        return found;
    }

    /// <summary>A name or address under which a machine reaches itself alone: localhost, loopback, "every address".</summary>
    public static bool IsThisMachine(string host)
    {
        var name = host.Trim('[', ']').TrimEnd('.');
        return IPAddress.TryParse(name, out var address)
            ? IPAddress.IsLoopback(Unwrap(address)) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            : name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        // IPv4-compatible (::a.b.c.d), NAT64 (64:ff9b::/96) and 6to4 (2002:a.b.c.d::) carry an IPv4 address too.
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        ReadOnlySpan<byte> nat64 = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];
        if (bytes[..12].SequenceEqual(nat64) || (bytes[..12].IndexOfAnyExcept((byte)0) < 0 && !IPAddress.IPv6Loopback.Equals(address) && !IPAddress.IPv6Any.Equals(address)))
        {
            return new IPAddress(bytes[12..]);
        }

        return bytes[0] == 0x20 && bytes[1] == 0x02 ? new IPAddress(bytes[2..6]) : address;
    }

    private static IEnumerable<(IPNetwork, AddressKind)> Ranges(int severity, string name, params string[] ranges) =>
        ranges.Select(r => (IPNetwork.Parse(r), new AddressKind(name, severity)));
}

/// <summary>What a special address is.</summary>
internal sealed record AddressKind(string Name, int Severity)
{
    /// <summary>Allowed with Network:AllowPrivateAddresses.</summary>
    public const int Private = 1;

    /// <summary>Allowed only by name in Network:AllowedHosts.</summary>
    public const int Never = 2;
}
