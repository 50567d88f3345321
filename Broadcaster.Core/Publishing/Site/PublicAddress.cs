using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Publishing.Site;

/// <summary>Where this installation is reached from outside, for links that have to be absolute.</summary>
public sealed class PublicAddress(IOptions<PublishingOptions> options)
{
    /// <summary>The address that the server listens on, as far as is known. The last resort.</summary>
    public string Listening { get; private set; } = "http://localhost:5080";

    /// <summary>Tells where the server listens: what is configured before anything is sent, what it came to once it does.</summary>
    public void ListensOn(IEnumerable<string> addresses)
    {
        // "Every address" is where it listens, not where anybody can go; a port that is still to be chosen is nowhere.
        var reachable = addresses.Select(a => BindingAddressOf(a.Trim())).FirstOrDefault(a => a is not null);
        Listening = reachable ?? Listening;
    }

    /// <summary>The workspace's own address, else the installation's, else the one listened on; without a trailing slash.</summary>
    public string Of(Workspace workspace) =>
        (FirstOf(workspace.Settings.Site.PublicUrl, options.Value.PublicUrl) ?? Listening).TrimEnd('/');

    private static string? BindingAddressOf(string address)
    {
        var named = address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal);
        return Uri.TryCreate(named, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Port != 0 ? named : null;
    }

    private static string? FirstOf(params ReadOnlySpan<string?> addresses)
    {
        foreach (var address in addresses)
        {
            if (!string.IsNullOrWhiteSpace(address))
            {
                return address;
            }
        }

        return null;
    }
}
