using System.Net;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Foundation.Common.Network;

/// <summary>
/// Refuses entries that could never match anything: an allow-list with a slip of the pen would refuse for ever what it was
/// meant to allow, and say that the entry is missing.
/// </summary>
internal sealed class NetworkOptionsCheck : IValidateOptions<NetworkOptions>
{
    public ValidateOptionsResult Validate(string? name, NetworkOptions options)
    {
        var wrong = options.AllowedHosts.Select((entry, i) => ProblemOf(entry?.Trim() ?? "") is { } problem ? $"Network:AllowedHosts:{i} is \"{entry}\". {problem}" : null).OfType<string>().ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static string? ProblemOf(string entry)
    {
        if (entry.Length == 0)
        {
            return "Write a host name, an address or a range, or leave the entry out.";
        }

        if (entry.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(entry, UriKind.Absolute, out var uri) ? $"Write only the host: {uri.Host}." : "Write only the host, without a scheme.";
        }

        if (IPNetwork.TryParse(entry, out _) || IPAddress.TryParse(entry, out _))
        {
            return null;
        }

        if (entry.Contains('/'))
        {
            return IPAddress.TryParse(entry.Split('/')[0], out _)
                ? "That is no range: the address has to be the first of the range, for example 10.1.0.0/16."
                : "Write only the host, without a path.";
        }

        var host = entry.StartsWith("*.", StringComparison.Ordinal) ? entry[2..] : entry;
        if (host.Contains('*'))
        {
            return "A star stands at the front only, before a dot: *.example.lan.";
        }

        if (host.Contains(':'))
        {
            return "Write the host without a port; every port of it is allowed.";
        }

        return Uri.CheckHostName(host.TrimEnd('.')) == UriHostNameType.Dns ? null : "That is no host name, address or range.";
    }
}
