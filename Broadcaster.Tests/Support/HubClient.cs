using Microsoft.AspNetCore.SignalR.Client;

namespace Broadcaster.Tests.Support;

/// <summary>A client of the SignalR hubs.</summary>
public static class HubClient
{
    /// <summary>Not started yet: register handlers, then call <c>StartAsync</c>.</summary>
    /// <param name="hub">The address of the hub, http or https.</param>
    /// <param name="token">Sent as a bearer token.</param>
    public static HubConnection For(Uri hub, string? token = null) =>
        new HubConnectionBuilder().WithUrl(hub, options => options.AccessTokenProvider = () => Task.FromResult(token)).Build();
}
