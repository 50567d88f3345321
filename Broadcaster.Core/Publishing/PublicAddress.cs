using Broadcaster.Core.Workspaces;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Publishing;

/// <summary>Where this installation is reached from outside, for links that have to be absolute.</summary>
public sealed class PublicAddress(IOptions<PublishingOptions> options)
{
    /// <summary>The address that the server listens on; set once it does. The last resort.</summary>
    public string Listening { get; set; } = "http://localhost:5080";

    /// <summary>The workspace's own address, else the installation's, else the one listened on; without a trailing slash.</summary>
    public string Of(Workspace workspace) =>
        (FirstOf(workspace.Settings.Site.PublicUrl, options.Value.PublicUrl) ?? Listening).TrimEnd('/');

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
