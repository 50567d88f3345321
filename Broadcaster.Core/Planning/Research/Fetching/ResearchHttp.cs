using System.Net;
using System.Net.Sockets;
using Broadcaster.Core.Foundation.Common.Network;

namespace Broadcaster.Core.Planning.Research.Fetching;

/// <summary>The connections of research. Every one is judged by the guard, by the address that it is really opened to.</summary>
internal sealed class ResearchHttp(NetworkGuard guard) : IDisposable
{
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        // Redirects are followed by hand, so that each hop is judged; a proxy would resolve names behind the guard's back.
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.All,
        MaxConnectionsPerServer = 8,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 64,
        MaxResponseDrainSize = 0,
        ConnectCallback = async (context, ct) => new NetworkStream(
            await guard.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct), ownsSocket: true),
    });

    public NetworkGuard Guard => guard;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) => http.SendAsync(request, ct);

    public void Dispose() => http.Dispose();

    /// <summary>What went wrong on the way, for people.</summary>
    public static string Explain(Exception problem, Uri address)
    {
        for (Exception? inner = problem; inner is not null; inner = inner.InnerException)
        {
            if (inner is BlockedAddressException blocked)
            {
                return $"{blocked.Message} {blocked.Hint}";
            }
        }

        var host = address.IdnHost;
        var error = (problem as HttpRequestException)?.HttpRequestError ?? (problem as HttpIOException)?.HttpRequestError;
        return error switch
        {
            HttpRequestError.NameResolutionError => $"There is no site called {host}. Check the address.",
            HttpRequestError.ConnectionError => IsUnknownName(problem) ? $"There is no site called {host}. Check the address." : $"{host} does not answer. Try again later.",
            HttpRequestError.SecureConnectionError => $"The certificate of {host} is not valid, so the page was not read.",
            HttpRequestError.ResponseEnded => $"{host} broke off its answer. Try again later.",
            HttpRequestError.ConfigurationLimitExceeded => $"The answer of {host} has headers that are too large.",
            _ when problem is IOException || problem.InnerException is IOException => $"{host} broke off its answer. Try again later.",
            _ => $"{host} gave an answer that cannot be read. Try again later.",
        };
    }

    public static bool IsBlocked(Exception problem)
    {
        for (Exception? inner = problem; inner is not null; inner = inner.InnerException)
        {
            if (inner is BlockedAddressException)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUnknownName(Exception problem) =>
        problem.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain };
}
