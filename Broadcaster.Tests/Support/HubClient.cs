using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Support;

/// <summary>
/// A client of the SignalR hubs. It speaks WebSockets only, because the package with the other transports is not
/// on every feed.
/// </summary>
public static class HubClient
{
    /// <summary>Not started yet: register handlers, then call <c>StartAsync</c>.</summary>
    /// <param name="hub">The address of the hub, http or https.</param>
    /// <param name="token">Sent as a bearer token.</param>
    /// <param name="connect">Opens the socket; the one of a test server, say. A real socket by default.</param>
    public static HubConnection For(Uri hub, string? token = null, Func<Uri, CancellationToken, Task<WebSocket>>? connect = null)
    {
        var address = new UriBuilder(hub) { Scheme = hub.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs }.Uri;
        var builder = new HubConnectionBuilder().AddJsonProtocol();
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(address));
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketConnection.Factory(connect ?? ((uri, ct) => OpenAsync(uri, token, ct))));
        return builder.Build();
    }

    private static async Task<WebSocket> OpenAsync(Uri address, string? token, CancellationToken ct)
    {
        var socket = new ClientWebSocket();
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        await socket.ConnectAsync(address, ct);
        return socket;
    }
}
