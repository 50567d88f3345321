using System.Net.Sockets;
using Broadcaster.Core.Foundation.Common.Network;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Publishing.Wire;

/// <summary>Makes the wire of an attempt. All wires share one pool of connections.</summary>
public sealed class WireFactory : IDisposable
{
    private readonly HttpMessageInvoker http;
    private readonly NetworkGuard guard;
    private readonly TimeProvider clock;
    private readonly TimeSpan longest;

    public WireFactory(NetworkGuard guard, IOptions<PublishingOptions> options, TimeProvider clock)
    {
        longest = options.Value.LongestRequest;
        this.guard = guard;
        this.clock = clock;
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            // Redirects, cookies and proxies would each go around the guard or the ledger.
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = 512,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ConnectTimeout = TimeSpan.FromSeconds(15),
            MaxResponseHeadersLength = 64,
            ConnectCallback = async (context, ct) => new NetworkStream(
                await guard.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct), ownsSocket: true),
        });
    }

    public WireSession Create(WireOrder order) =>
        new(order.Timeout <= longest ? order : order with { Timeout = longest }, http, guard, SecretMask.Of(order.Settings), clock);

    public void Dispose() => http.Dispose();
}
