using System.Net.Sockets;
using Broadcaster.Core.Foundation.Common.Network;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>The one HTTP client that all model packages speak through: guarded addresses, no redirects, errors in one form.</summary>
public sealed class ModelWire : IDisposable
{
    private readonly SocketsHttpHandler sockets;

    public ModelWire(NetworkGuard guard, TimeProvider clock)
    {
        sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ConnectTimeout = TimeSpan.FromSeconds(15),
            MaxResponseHeadersLength = 64,
            ConnectCallback = async (context, ct) => new NetworkStream(
                await guard.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct), ownsSocket: true),
        };

        // The time limit is the order's own: it covers the whole answer, where this one would end with the headers.
        Http = new HttpClient(new ModelWireHandler(sockets, clock)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    internal HttpClient Http { get; }

    public void Dispose()
    {
        Http.Dispose();
        sockets.Dispose();
    }
}
